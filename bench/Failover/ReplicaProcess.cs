using System.Diagnostics;
using System.Globalization;
using Headroom.Cli.Local;
using Headroom.Testing;

namespace Headroom.Bench.Failover;

/// <summary>One life of a control plane, from its start until it is killed.</summary>
internal sealed class ReplicaProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);

    private readonly ChildProcess _process;

    private ReplicaProcess(ChildProcess process, Uri url, string token) => (_process, Url, Token) = (process, url, token);

    public Uri Url { get; }

    /// <summary>What it signs in to the cluster with: by this the cluster tells lives apart.</summary>
    public string Token { get; }

    public bool IsAlive { get; private set; } = true;

    public static ReplicaProcess Start(string program, string name, string token, StateFolder state, IReadOnlyDictionary<string, string> settings)
    {
        var url = $"http://127.0.0.1:{LoopbackPort.Free().ToString(CultureInfo.InvariantCulture)}";
        var process = ChildProcess.Start(
            name, "dotnet", [program, "--Http:Urls", url, "--Metrics:Url", url, "--Probes:Url", url], settings, state, "TERM", TimeProvider.System);
        return new ReplicaProcess(process, new Uri(url), token);
    }

    /// <summary>Waits until its caches are filled and it has both the database and the broker.</summary>
    public async Task ReadyAsync(CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(5) };
        await _process.WaitUntilAsync(
            async token =>
            {
                try
                {
                    var text = await http.GetStringAsync(new Uri("/readyz?verbose", UriKind.Relative), token);
                    return text.Contains("database: available", StringComparison.Ordinal) && text.Contains("messages: connected", StringComparison.Ordinal);
                }
                catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !token.IsCancellationRequested)
                {
                    return false;
                }
            },
            StartLimit, ct);
    }

    /// <summary>SIGKILL: it gives nothing back.</summary>
    public Task KillAsync()
    {
        IsAlive = false;
        return SignalAsync("KILL");
    }

    /// <summary>Stops it in the middle of whatever it does.</summary>
    public Task StopAsync() => SignalAsync("STOP");

    public Task ContinueAsync() => SignalAsync("CONT");

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }
}

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
    /// <exception cref="BenchException">It ended or was not ready in time; the message says what it lacked.</exception>
    public async Task ReadyAsync(CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(5) };
        var said = "";
        try
        {
            await _process.WaitUntilAsync(
                async token =>
                {
                    said = await AskAsync(http, token);
                    return said.Contains("readyz check passed", StringComparison.Ordinal)
                        && said.Contains("database: available", StringComparison.Ordinal) && said.Contains("messages: connected", StringComparison.Ordinal);
                },
                StartLimit, ct);
        }
        catch (LocalException e)
        {
            throw new BenchException($"{e.Message}\nit last said: {said}");
        }
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

    private static async Task<string> AskAsync(HttpClient http, CancellationToken ct)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/readyz?verbose", UriKind.Relative), ct);
            return await answer.Content.ReadAsStringAsync(ct);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return e.Message;
        }
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }
}

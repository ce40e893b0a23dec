using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Headroom.Bench.Soaking;

/// <summary>One life of a replica: from its start until it is killed.</summary>
internal sealed class Replica : IAsyncDisposable
{
    private readonly Process _process;
    private readonly SemaphoreSlim _asking = new(1, 1);

    private Replica(string name, string token, Process process) => (Name, Token, _process) = (name, token, process);

    public string Name { get; }

    public string Token { get; }

    /// <summary>The first report that was asked for once it had settled; null before.</summary>
    public ReplicaReport? Settled { get; set; }

    public long StartedAt { get; } = TimeProvider.System.GetTimestamp();

    public static Replica Start(string name, Uri server, string token, TimeSpan lease)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Replica).Assembly.Location, ReplicaProgram.Command, server.AbsoluteUri, token, name, lease.TotalSeconds.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        return new Replica(name, token, Process.Start(start) ?? throw new BenchException("a replica did not start"));
    }

    public async Task<ReplicaReport> AskAsync(CancellationToken ct)
    {
        await _asking.WaitAsync(ct);
        try
        {
            await _process.StandardInput.WriteLineAsync("report");
            await _process.StandardInput.FlushAsync(ct);
            var line = await _process.StandardOutput.ReadLineAsync(ct) ?? throw new BenchException($"{Name} ended");
            return JsonSerializer.Deserialize(line, ReplicaReportJson.Default.ReplicaReport) ?? throw new BenchException($"{Name} said nothing");
        }
        finally
        {
            _asking.Release();
        }
    }

    /// <summary>SIGKILL: it gives nothing back.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Stops it in the middle of whatever it does, for longer than its lease.</summary>
    public async Task SleepAsync(TimeSpan length, CancellationToken ct)
    {
        await SignalAsync("STOP");
        try
        {
            await Task.Delay(length, TimeProvider.System, ct);
        }
        finally
        {
            await SignalAsync("CONT");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
        _asking.Dispose();
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }
}

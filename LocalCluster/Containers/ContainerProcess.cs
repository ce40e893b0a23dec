using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Headroom.LocalCluster.Containers;

/// <summary>One running <see cref="ContainerProgram"/>. It cannot outlive the cluster: its input ends with this process.</summary>
internal sealed class ContainerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Action _changed;
    private volatile bool _isReady;

    private ContainerProcess(Process process, string uid, IPEndPoint endpoint, Action changed) =>
        (_process, Uid, Endpoint, _changed) = (process, uid, endpoint, changed);

    /// <summary>Of the pod.</summary>
    public string Uid { get; }

    public IPEndPoint Endpoint { get; }

    public ContainerPhase Phase => _process.HasExited ? ContainerPhase.Exited : _isReady ? ContainerPhase.Ready : ContainerPhase.Started;

    public int ExitCode => _process.ExitCode;

    /// <param name="uid">Of the pod.</param>
    /// <param name="name">What it calls itself.</param>
    /// <param name="endpoint">Where it is to listen.</param>
    /// <param name="load">How long it loads.</param>
    /// <param name="changed">Called on any thread at each change of phase.</param>
    public static ContainerProcess Start(string uid, string name, IPEndPoint endpoint, TimeSpan load, Action changed)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in new[]
        {
            typeof(ContainerProcess).Assembly.Location, "container", name, endpoint.ToString(), load.TotalSeconds.ToString(CultureInfo.InvariantCulture),
        })
        {
            start.ArgumentList.Add(argument);
        }

        // There may be many beside each other: small heaps.
        start.Environment["DOTNET_GCConserveMemory"] = "8";
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["MALLOC_ARENA_MAX"] = "2";
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var container = new ContainerProcess(process, uid, endpoint, changed);
        process.Exited += (_, _) => changed();
        process.OutputDataReceived += (_, line) => container.Hear(line.Data);
        process.ErrorDataReceived += static (_, _) => { };
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return container;
    }

    /// <summary>Asks it to finish what it serves and to end.</summary>
    public void Stop() => _process.StandardInput.Close();

    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line == ContainerProgram.Ready)
        {
            _isReady = true;
            _changed();
        }
    }
}

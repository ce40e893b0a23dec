using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Headroom.NodeAgent.Tests.FakeDriver;
using Headroom.Testing;

namespace Headroom.NodeAgent.Tests.Running;

/// <summary>The real agent as a process of its own, over the fake driver.</summary>
internal sealed class RunningAgent : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _log = new();

    private RunningAgent(Process process, int port)
    {
        _process = process;
        Metrics = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.BeginErrorReadLine();
    }

    public HttpClient Metrics { get; }

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    public static RunningAgent Start(FakeNvml driver, string state, params IEnumerable<string> arguments)
    {
        int port = LoopbackPort.Free();
        return new RunningAgent(Launch(driver.Folder, [.. Common(state), "--listen", $"http://127.0.0.1:{port}/", .. arguments]), port);
    }

    /// <summary>--once --json.</summary>
    public static Task<JsonElement> ReadOnceAsync(FakeNvml driver, params IEnumerable<string> arguments) =>
        ReadOnceAsync(driver, FakeNvml.Library, arguments);

    public static async Task<JsonElement> ReadOnceAsync(FakeNvml driver, string library, IEnumerable<string> arguments)
    {
        using var process = Launch(driver.Folder, [.. Common(driver.Folder, library), "--once", "--json", .. arguments]);
        process.BeginErrorReadLine();
        string text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>As the kubelet ends it.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
    }

    /// <summary>As the kernel ends it when memory is short.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        Metrics.Dispose();
        _process.Dispose();
    }

    private static IEnumerable<string> Common(string state, string? library = null) =>
        ["--node", "gpu-7", "--nvml", library ?? FakeNvml.Library, "--state-dir", state, "--pod-resources", Path.Combine(state, "kubelet.sock"), "--powercap", Path.Combine(state, "powercap")];

    private static Process Launch(string driver, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "headroom-node-agent.dll"));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["FAKE_NVML"] = driver;
        return Process.Start(start)!; // throws when it cannot
    }

    private void Append(string? line)
    {
        lock (_log)
        {
            _log.AppendLine(line);
        }
    }
}

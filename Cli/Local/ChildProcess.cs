using System.Diagnostics;

namespace Headroom.Cli.Local;

/// <summary>One program that a local run started: its output goes to a log file, and it is ended by its process id.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly TimeProvider _time;
    private readonly string _signal;

    private ChildProcess(string name, Process process, string log, string signal, TimeProvider time)
    {
        Name = name;
        _process = process;
        Log = log;
        _signal = signal;
        _time = time;
    }

    public string Name { get; }

    public string Log { get; }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public Task Exited => _process.WaitForExitAsync();

    /// <param name="signal">What ends it in good order.</param>
    public static ChildProcess Start(
        string name, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, StateFolder state, string signal, TimeProvider time)
    {
        var log = Path.Combine(state.Logs, name + ".log");
        // Its own session: Ctrl-C at the terminal reaches the supervisor alone, which ends the others in order.
        var start = new ProcessStartInfo("setsid")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
            WorkingDirectory = state.Path,
        };
        start.ArgumentList.Add(program);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        var process = Process.Start(start) ?? throw new LocalException($"{program} did not start");
        var writer = TextWriter.Synchronized(new StreamWriter(log, append: false) { AutoFlush = true });
        process.OutputDataReceived += (_, line) => writer.WriteLine(line.Data);
        process.ErrorDataReceived += (_, line) => writer.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.Close();
        return new ChildProcess(name, process, log, signal, time);
    }

    /// <summary>Waits until the condition holds.</summary>
    /// <exception cref="LocalException">It ended first, or the limit passed; the message holds the end of its log.</exception>
    public async Task WaitUntilAsync(Func<CancellationToken, Task<bool>> isReady, TimeSpan limit, CancellationToken ct)
    {
        var begun = _time.GetTimestamp();
        while (!await isReady(ct))
        {
            if (HasExited || _time.GetElapsedTime(begun) > limit)
            {
                var reason = HasExited ? $"ended with code {_process.ExitCode}" : $"was not ready within {limit.TotalSeconds:0} s";
                throw new LocalException($"{Name} {reason}; the end of {Log}:\n{Tail()}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), _time, ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var kill = Process.Start("kill", [$"-{_signal}", $"{_process.Id}"]);
            await kill.WaitForExitAsync();
            using var limit = new CancellationTokenSource(Grace, _time);
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
                await _process.WaitForExitAsync();
            }
        }

        _process.Dispose();
    }

    private string Tail()
    {
        using var stream = new FileStream(Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return string.Join('\n', reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(12));
    }
}

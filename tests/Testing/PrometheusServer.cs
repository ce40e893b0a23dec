using System.Diagnostics;

namespace Headroom.Testing;

/// <summary>
/// A real Prometheus from this machine's own binaries, filled before it starts, on a free loopback port, stopped by process id.
/// </summary>
public sealed class PrometheusServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("headroom-prometheus-").FullName;
    private Process? _process;

    private PrometheusServer(int port) => Url = new Uri($"http://127.0.0.1:{port}");

    public Uri Url { get; }

    /// <summary>Where prometheus and promtool lie; null when they are not on this machine.</summary>
    public static string? FindBinaries() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Append("/usr/bin")
            .FirstOrDefault(static folder => File.Exists(Path.Combine(folder, "prometheus")) && File.Exists(Path.Combine(folder, "promtool")));

    /// <param name="openMetrics">Samples with times, in the OpenMetrics format; it scrapes nothing.</param>
    public static async Task<PrometheusServer> StartAsync(string openMetrics)
    {
        var server = new PrometheusServer(LoopbackPort.Free());
        await server.StartWithAsync(openMetrics);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false } running)
        {
            running.Kill();
            await running.WaitForExitAsync();
        }

        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartWithAsync(string openMetrics)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "samples.txt"), openMetrics);
        await File.WriteAllTextAsync(Path.Combine(_folder, "prometheus.yml"), "global: {}\n");
        using (var fill = Launch("promtool", "tsdb", "create-blocks-from", "openmetrics", "-q", "samples.txt", "data"))
        {
            var output = fill.StandardOutput.ReadToEndAsync();
            var errors = await fill.StandardError.ReadToEndAsync();
            await fill.WaitForExitAsync();
            if (fill.ExitCode != 0)
            {
                throw new InvalidOperationException($"promtool failed: {errors}{await output}");
            }
        }

        _process = Launch(
            "prometheus", "--config.file=prometheus.yml", "--storage.tsdb.path=data", "--storage.tsdb.retention.time=50y",
            $"--web.listen-address={Url.Authority}", "--log.level=warn");
        var log = _process.StandardError.ReadToEndAsync();
        _ = _process.StandardOutput.ReadToEndAsync();
        await WaitUntilReadyAsync(_process, log);
    }

    private async Task WaitUntilReadyAsync(Process process, Task<string> log)
    {
        using var http = new HttpClient();
        var clock = Stopwatch.StartNew();
        while (!await IsReadyAsync(http))
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"Prometheus did not start: {await log}");
            }

            if (clock.Elapsed > StartLimit)
            {
                throw new TimeoutException($"Prometheus was not ready within {StartLimit}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    private async Task<bool> IsReadyAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(Url, "/-/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private Process Launch(string program, params string[] arguments)
    {
        var binaries = FindBinaries() ?? throw new InvalidOperationException("Prometheus' binaries are not on this machine.");
        var start = new ProcessStartInfo(Path.Combine(binaries, program), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = _folder,
        };
        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }
}

using System.Diagnostics;
using Headroom.Contracts.Power;
using Headroom.NodeAgent.Hosting;
using Headroom.NodeAgent.Serving;
using Headroom.Testing;

namespace Headroom.Monitoring.Tests.Metrics;

/// <summary>What the programs export, asked of the programs themselves.</summary>
internal static class ExportedMetrics
{
    // Prometheus' own.
    private static readonly string[] Foreign = ["up", "ALERTS"];

    public static async Task<IReadOnlySet<string>> AllAsync()
    {
        await using var cluster = await MetricCluster.StartAsync();
        var control = await PageAsync(
            Repository.Built("ControlPlane.Api", "Headroom.ControlPlane.Api"),
            port => ["--Http:Urls", $"http://127.0.0.1:{port}", "--Metrics:Url", $"http://127.0.0.1:{port}", "--Probes:Url", $"http://127.0.0.1:{port}", "--Operator:Kubeconfig", cluster.Kubeconfig],
            // Queues and controllers count from the first decision on.
            static page => page.Contains("controller_runtime_reconcile_total{", StringComparison.Ordinal));
        var activator = await PageAsync(
            Repository.Built("Activator", "headroom-activator"),
            port => ["--Activator:Address", "127.0.0.1", "--Activator:Port", "0", "--Activator:H2cPort", "0", "--Activator:AdminPort", $"{port}", "--Activator:Kubeconfig", cluster.Kubeconfig],
            static page => page.Length > 0);
        return new[] { control, activator, AgentPage() }.SelectMany(MetricNames.Declared).Concat(Foreign).ToHashSet(StringComparer.Ordinal);
    }

    private static async Task<string> PageAsync(string program, Func<int, IEnumerable<string>> arguments, Predicate<string> isWhole)
    {
        var port = LoopbackPort.Free();
        var start = new ProcessStartInfo("dotnet", [program, .. arguments(port)]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start)!; // null only with UseShellExecute
        var said = new[] { process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync() };
        using var http = new HttpClient();
        try
        {
            var page = "";
            await Testing.Eventually.HoldsAsync(async () =>
            {
                Assert.False(process.HasExited, process.HasExited ? string.Concat(await Task.WhenAll(said)) : "");
                return isWhole(page = await TryGetAsync(http, new Uri($"http://127.0.0.1:{port}/metrics")));
            });
            return page;
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static async Task<string> TryGetAsync(HttpClient http, Uri url)
    {
        try
        {
            return await http.GetStringAsync(url);
        }
        catch (HttpRequestException)
        {
            return "";
        }
    }

    private static string AgentPage() => MetricsPage.Write(new NodeSnapshot(
        new NodeReport
        {
            Node = "gpu-7",
            HostMilliwatts = 1,
            Lease = new LeaseStamp(1, 1),
            Pods = [new PodPower("prod", "chat", 1, 1)],
            Gpus =
            [
                new GpuReport
                {
                    DrawMilliwatts = 1, EnergyMillijoules = 1, PowerLimitMilliwatts = 1, EnforcedLimitMilliwatts = 1, SafeLimitMilliwatts = 1, CoreMegahertz = 1,
                    MemoryMegahertz = 1, LockedClocks = new ClockRange(1, 1), EventReasons = 1, TemperatureCelsius = 1, UtilizationPercent = 1,
                },
            ],
        },
        [], 0, 0));
}

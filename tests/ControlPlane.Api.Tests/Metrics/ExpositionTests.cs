using System.Diagnostics;
using System.Diagnostics.Metrics;
using Headroom.ControlPlane.Api.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Headroom.ControlPlane.Api.Tests.Metrics;

public sealed class ExpositionTests
{
    private static readonly Uri Path = new("/metrics", UriKind.Relative);

    [Fact]
    public async Task Metrics_EveryKindOfInstrument_IsExposed()
    {
        await using var server = await ApiServer.StartAsync();
        var meter = server.Services.GetRequiredService<IMeterFactory>().Create("Headroom.Test");
        var counter = meter.CreateCounter<long>("headroom_test_total", description: "Line\nwith \\ two");
        var level = meter.CreateUpDownCounter<int>("headroom_test_level");
        var gauge = meter.CreateGauge<double>("headroom_test_gauge");
        var histogram = meter.CreateHistogram("headroom_test_seconds", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] });
        counter.Add(2, new("b", "x\"y\\z\n"), new("a", true));
        counter.Add(3, new("a", true), new("b", "x\"y\\z\n"));
        level.Add(5);
        level.Add(-2);
        gauge.Record(1);
        gauge.Record(0.25);
        histogram.Record(0.1);
        histogram.Record(0.5);
        histogram.Record(7);

        string text = await ReadAsync(server);

        Assert.Contains("# HELP headroom_test_total Line\\nwith \\\\ two\n# TYPE headroom_test_total counter\n", text, StringComparison.Ordinal);
        Assert.Contains("headroom_test_total{a=\"true\",b=\"x\\\"y\\\\z\\n\"} 5\n", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE headroom_test_level gauge\nheadroom_test_level 3\n", text, StringComparison.Ordinal);
        Assert.Contains("headroom_test_gauge 0.25\n", text, StringComparison.Ordinal);
        Assert.Contains(
            "headroom_test_seconds_bucket{le=\"0.1\"} 1\nheadroom_test_seconds_bucket{le=\"1\"} 2\nheadroom_test_seconds_bucket{le=\"+Inf\"} 3\n"
                + "headroom_test_seconds_sum 7.6\nheadroom_test_seconds_count 3\n",
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_MoreSeriesThanTheBound_AreCountedNotKept()
    {
        await using var server = await ApiServer.StartAsync();
        var counter = server.Services.GetRequiredService<IMeterFactory>().Create("Headroom.Test").CreateCounter<int>("headroom_many_total");

        foreach (int i in Enumerable.Range(0, 5_010))
        {
            counter.Add(1, new KeyValuePair<string, object?>("id", i));
        }

        string text = await ReadAsync(server);
        Assert.Contains("headroom_metrics_dropped_samples_total 10\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_OfARunningServer_SatisfyPromtool()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/promtool"), "promtool is not on this machine.");
        await using var server = await ApiServer.StartAsync();
        using var client = server.Client();
        await client.GetJsonAsync("/api/v1/autoscalers");
        string text = await ReadAsync(server);

        var start = new ProcessStartInfo("/usr/bin/promtool", ["check", "metrics"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var promtool = Process.Start(start)!; // Null only with UseShellExecute.
        await promtool.StandardInput.WriteAsync(text);
        promtool.StandardInput.Close();
        string complaints = await promtool.StandardError.ReadToEndAsync() + await promtool.StandardOutput.ReadToEndAsync();
        await promtool.WaitForExitAsync();

        Assert.True(promtool.ExitCode == 0, complaints);
        Assert.Contains("headroom_build_info{version=\"0.1.0", text, StringComparison.Ordinal);
        Assert.Contains("process_resident_memory_bytes ", text, StringComparison.Ordinal);
        Assert.Contains("headroom_store_available 0\n", text, StringComparison.Ordinal);
        Assert.Contains("headroom_journal_dropped_total{buffer=\"inbox\"} 0\n", text, StringComparison.Ordinal);
    }

    private static async Task<string> ReadAsync(ApiServer server)
    {
        using var client = new HttpClient { BaseAddress = server.Metrics };
        return await client.GetStringAsync(Path);
    }
}

using System.Globalization;
using System.Text;
using Headroom.Cli.Backtesting;
using Headroom.Operators.Traces;
using Headroom.Testing;

namespace Headroom.Cli.Tests.Backtesting;

public sealed class PrometheusSeriesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_AQuery_GivesItsPastWithItsGap()
    {
        Assert.SkipWhen(PrometheusServer.FindBinaries() is null, "prometheus and promtool are not on this machine (PATH or /usr/bin).");
        var time = new ManualTime(new DateTimeOffset(2026, 2, 1, 3, 0, 20, TimeSpan.Zero));
        var text = new StringBuilder("# TYPE load gauge\n");
        foreach (var minute in Enumerable.Range(0, 181).Except(Enumerable.Range(60, 20)))
        {
            text.Append(CultureInfo.InvariantCulture, $"load{{pod=\"a\"}} {minute} {time.GetUtcNow().AddMinutes(minute - 180).ToUnixTimeSeconds() - 20}\n");
        }

        await using var server = await PrometheusServer.StartAsync(text.Append("# EOF\n").ToString());
        var options = new BacktestOptions { Prometheus = server.Url.ToString(), Query = "sum(load)", Range = "3h" };

        var series = await new SeriesSource(options, time).ReadAsync(Ct);

        Assert.Equal((new DateTimeOffset(2026, 2, 1, 0, 1, 0, TimeSpan.Zero), 1.0), (series.Start, series.Loads[0]));
        Assert.Equal(180, series.Loads[^1]);
        Assert.Equal(TimeSpan.FromMinutes(1), series.Step);
        // Prometheus repeats a value for five minutes before it counts as gone.
        Assert.InRange(series.Gaps, 10, 20);
    }

    [Fact]
    public async Task Read_NobodyListens_NamesTheServer()
    {
        var options = new BacktestOptions { Prometheus = "http://127.0.0.1:1", Query = "sum(load)" };

        var error = await Assert.ThrowsAsync<TraceException>(() => new SeriesSource(options, TimeProvider.System).ReadAsync(Ct));

        Assert.StartsWith("http://127.0.0.1:1 cannot be reached", error.Message, StringComparison.Ordinal);
    }
}

using Headroom.Monitoring.Alerts;
using Headroom.Monitoring.Dashboards;

namespace Headroom.Monitoring.Tests.Metrics;

/// <summary>Nothing is asked for that no program exports: such a panel is empty for ever and such an alert never fires.</summary>
public sealed class MetricTruthTests
{
    [Fact]
    public async Task Queries_OfAlertsAndDashboards_AskForWhatIsExported()
    {
        var exported = await ExportedMetrics.AllAsync();
        var asked = AlertBook.Rules.Select(static r => (Where: r.Name, r.Query))
            .Concat(DashboardBook.All.SelectMany(static d => d.Panels.SelectMany(p => p.Queries.Select(q => (Where: $"{d.Name}: {p.Title}", Query: q.Expression)))))
            .Concat(DashboardBook.All.SelectMany(static d => d.Variables.Select(v => (Where: $"{d.Name}: ${v.Name}", Query: v.Metric))));

        var unknown = asked.SelectMany(a => MetricNames.Asked(a.Query).Except(exported).Select(m => $"{a.Where}: {m}"));

        Assert.Empty(unknown);
        Assert.InRange(exported.Count, 60, 500);
    }

    [Theory]
    [InlineData("sum by (autoscaler_namespace) (rate(a_b_total{c_d=\"e_f\"}[5m])) / on (g_h) up > 1", "a_b_total up")]
    [InlineData("histogram_quantile(0.99, sum by (le) (rate(x_seconds_bucket[5m])))", "x_seconds_bucket")]
    [InlineData("(q_depth unless on (a_b) rate(c_count[10m]) > 0)", "q_depth c_count")]
    public void Asked_OfAQuery_AreItsMetrics(string query, string expected) =>
        Assert.Equal(expected.Split(' '), MetricNames.Asked(query));
}

using System.Text;
using Headroom.Monitoring.Alerts;
using Headroom.Monitoring.Writing;

namespace Headroom.Monitoring.Tests.Alerts;

/// <summary>Each alert fires for its fault, not before its time, and clears: by Prometheus' own engine.</summary>
public sealed class AlertFiringTests
{
    [Fact]
    public void Cases_All_CoverEveryAlertOnce() =>
        Assert.Equal(AlertBook.Rules.Select(static r => r.Name), AlertCases.All.Select(static c => c.Alert));

    [Fact]
    public async Task Alerts_OnTheirFaults_FireInTimeAndClear()
    {
        var tests = new StringBuilder("rule_files: [alerts.yaml]\nevaluation_interval: 15s\ntests:\n");
        foreach (var one in AlertCases.All)
        {
            Write(tests, one);
        }

        var (code, output) = await Promtool.RunAsync(
            new Dictionary<string, string> { ["alerts.yaml"] = PrometheusRules.Write(), ["tests.yaml"] = tests.ToString() }, "test", "rules", "tests.yaml");

        Assert.True(code == 0, output);
    }

    private static void Write(StringBuilder tests, AlertCase one)
    {
        tests.Append($"  - name: {one.Alert}\n    interval: 15s\n    input_series:\n");
        foreach (var series in one.Series)
        {
            tests.Append($"      - {{ series: '{series.Split('|')[0]}', values: '{series.Split('|')[1]}' }}\n");
        }

        tests.Append("    promql_expr_test:\n");
        Expect(tests, one.Alert, one.Fires, isFiring: true);
        Expect(tests, one.Alert, one.Clears, isFiring: false);
        if (one.StillQuiet is { } early)
        {
            Expect(tests, one.Alert, early, isFiring: false);
        }
    }

    private static void Expect(StringBuilder tests, string alert, string at, bool isFiring)
    {
        tests.Append($"      - expr: 'count(ALERTS{{alertname=\"{alert}\", alertstate=\"firing\"}}) or vector(0)'\n        eval_time: {at}\n");
        tests.Append($"        exp_samples: [{{ labels: '{{}}', value: {(isFiring ? 1 : 0)} }}]\n");
    }
}

using System.Text;
using Headroom.Monitoring.Alerts;

namespace Headroom.Monitoring.Writing;

/// <summary>Rules that Grafana provisions from a file.</summary>
/// <remarks>
/// A is the whole query of Prometheus: it answers only for what fires. Its value may be 0, so B makes each answer a 1 for
/// the condition C. No answer is the good case.
/// </remarks>
internal static class GrafanaRules
{
    private const int LookBackSeconds = 600;

    public static string Write()
    {
        var text = new StringBuilder(YamlText.Header).Append("apiVersion: 1\ngroups:\n");
        foreach (var group in AlertBook.Groups)
        {
            text.Append($"  - orgId: 1\n    name: {group.Name}\n    folder: Headroom\n    interval: 30s\n    rules:\n");
            foreach (var rule in group.Rules)
            {
                Rule(text, rule);
            }
        }

        return text.ToString();
    }

    /// <summary>Grafana's templates know values by the query's letter; Prometheus' know the one value.</summary>
    public static string Template(string text) =>
        text.Replace("{{ $value ", "{{ $values.A.Value ", StringComparison.Ordinal).Replace("{{ $value}}", "{{ $values.A.Value }}", StringComparison.Ordinal);

    private static void Rule(StringBuilder text, AlertRule rule)
    {
        text.Append($"      - uid: {rule.Name.ToLowerInvariant()}\n        title: {rule.Name}\n        condition: C\n");
        text.Append($"        for: {YamlText.Duration(rule.For)}\n        noDataState: OK\n        execErrState: Error\n");
        text.Append($"        labels: {{ severity: {rule.Severity.ToString().ToLowerInvariant()} }}\n");
        text.Append("        annotations:\n");
        text.Append($"          summary: {YamlText.Quoted(Template(rule.Summary))}\n");
        text.Append($"          description: {YamlText.Quoted(Template(rule.Description))}\n");
        text.Append($"          runbook_url: {rule.Runbook}\n");
        text.Append("        data:\n");
        text.Append($"          - refId: A\n            relativeTimeRange: {{ from: {LookBackSeconds}, to: 0 }}\n            datasourceUid: prometheus\n");
        text.Append($"            model:\n              refId: A\n              instant: true\n              expr: {YamlText.Quoted(rule.Query)}\n");
        text.Append("          - refId: B\n            datasourceUid: __expr__\n            model: { refId: B, type: math, expression: \"$A * 0 + 1\" }\n");
        text.Append("          - refId: C\n            datasourceUid: __expr__\n            model:\n              refId: C\n              type: threshold\n              expression: B\n");
        text.Append("              conditions: [{ evaluator: { type: gt, params: [0] } }]\n");
    }
}

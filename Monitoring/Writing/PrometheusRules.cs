using System.Text;
using Headroom.Monitoring.Alerts;

namespace Headroom.Monitoring.Writing;

/// <summary>A rule file of Prometheus; its groups are also the spec of a PrometheusRule.</summary>
internal static class PrometheusRules
{
    public static string Write()
    {
        var text = new StringBuilder(YamlText.Header).Append("groups:\n");
        foreach (var group in AlertBook.Groups)
        {
            text.Append($"  - name: {group.Name}\n    rules:\n");
            foreach (var rule in group.Rules)
            {
                text.Append($"      - alert: {rule.Name}\n");
                text.Append($"        expr: {YamlText.Quoted(rule.Query)}\n");
                text.Append(rule.For == TimeSpan.Zero ? "" : $"        for: {YamlText.Duration(rule.For)}\n");
                text.Append($"        labels: {{ severity: {rule.Severity.ToString().ToLowerInvariant()} }}\n");
                text.Append("        annotations:\n");
                text.Append($"          summary: {YamlText.Quoted(rule.Summary)}\n");
                text.Append($"          description: {YamlText.Quoted(rule.Description)}\n");
                text.Append($"          runbook_url: {rule.Runbook}\n");
            }
        }

        return text.ToString();
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using Headroom.Cli.Cluster;
using Headroom.Kubernetes;
using Headroom.Operators.Autoscaling.Api;

namespace Headroom.Cli.Watching;

/// <summary>Lists and prints, once or until it is ended.</summary>
internal sealed class TopRun(ClusterOptions options, bool isEverywhere, TextWriter output, TimeProvider time)
{
    private const string ClearScreen = "\u001b[H\u001b[2J";
    private const string Unknown = "-";
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    public async Task RunAsync(OutputForm form, bool isOnce, CancellationToken ct)
    {
        using var client = ClusterConnection.Open(options, time);
        var ns = isEverywhere ? null : client.NamespaceOf(options);
        while (true)
        {
            var list = await client.ListAsync(PredictiveAutoscaler.Type, ns, new ListOptions(), ct);
            var items = list.Items.OrderBy(BudgetLeft).ThenBy(static i => i.Key.ToString(), StringComparer.Ordinal).ToList();
            var text = form.Write(() => new JsonArray([.. items.Select(static i => (JsonNode)Document(i))]), wide => Table(items, wide, ns));
            if (isOnce || form is OutputForm.Json or OutputForm.Yaml)
            {
                await output.WriteLineAsync(text);
                return;
            }

            await output.WriteLineAsync(ClearScreen + text);
            await Task.Delay(Period, time, ct);
        }
    }

    private static string Table(List<PredictiveAutoscaler> items, bool isWide, string? ns)
    {
        if (items.Count == 0)
        {
            return $"No autoscalers {(ns is null ? "in any namespace" : $"in {ns}; -A looks everywhere")}.";
        }

        string[] heading = ["NAMESPACE", "NAME", "MODE", "READY", "CURRENT", "DESIRED", "DEMAND", "BUDGET", "REASON"];
        string[] more = ["EXPECTED", "PER REPLICA", "TARGET"];
        return TextTable.Of([isWide ? [.. heading, .. more] : heading, .. items.Select(i => isWide ? [.. Row(i), .. More(i)] : Row(i))]);
    }

    private static string[] Row(PredictiveAutoscaler item) =>
    [
        item.Metadata.Namespace ?? "", item.Metadata.Name ?? "", item.Spec.Mode, Count(item.Status?.ReadyReplicas), Count(item.Status?.CurrentReplicas),
        Count(item.Status?.DesiredReplicas), item.Status?.Decision?.Demand ?? Unknown, item.Status?.Budget?.Remaining ?? Unknown, Reason(item),
    ];

    private static string[] More(PredictiveAutoscaler item) =>
    [
        item.Status?.Decision?.PredictedMean ?? Unknown, item.Status?.Decision?.CapacityPerReplica ?? Unknown,
        $"{item.Spec.ScaleTargetRef.Kind}/{item.Spec.ScaleTargetRef.Name}",
    ];

    private static JsonObject Document(PredictiveAutoscaler item) => new()
    {
        ["namespace"] = item.Metadata.Namespace,
        ["name"] = item.Metadata.Name,
        ["mode"] = item.Spec.Mode,
        ["ready"] = item.Status?.ReadyReplicas,
        ["current"] = item.Status?.CurrentReplicas,
        ["desired"] = item.Status?.DesiredReplicas,
        ["demand"] = item.Status?.Decision?.Demand,
        ["predictedMean"] = item.Status?.Decision?.PredictedMean,
        ["budgetRemaining"] = item.Status?.Budget?.Remaining,
        ["reason"] = Reason(item),
    };

    // What keeps it from deciding comes before how it decided.
    private static string Reason(PredictiveAutoscaler item) =>
        item.Status?.Conditions?.FirstOrDefault(static c => c is { Type: "Ready", Status: "False" })?.Reason ?? item.Status?.Decision?.Reason ?? "Pending";

    private static double BudgetLeft(PredictiveAutoscaler item)
    {
        var text = item.Status?.Budget?.Remaining ?? "";
        return double.TryParse(text.TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out var left) ? left : double.MaxValue;
    }

    private static string Count(int? count) => count?.ToString(CultureInfo.InvariantCulture) ?? Unknown;
}

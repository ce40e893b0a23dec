using System.Globalization;
using System.Text;
using Headroom.Cli.Cluster;
using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Text;

namespace Headroom.Cli.Explaining;

/// <summary>The last decision for a person.</summary>
internal static class DecisionText
{
    private const string Unknown = "-";

    /// <param name="item">With a decision.</param>
    public static string Of(PredictiveAutoscaler item, bool isWide, DateTimeOffset now)
    {
        var status = item.Status ?? new AutoscalerStatus();
        var decision = status.Decision ?? new DecisionStatus();
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{item.Key}: {status.CurrentReplicas} → {decision.Desired} replicas of {item.Spec.ScaleTargetRef.Kind} {item.Spec.ScaleTargetRef.Name} ({item.Spec.Mode}, {decision.Policy})");
        text.AppendLine(CultureInfo.InvariantCulture, $"{decision.Reason}: {decision.Message}");
        text.AppendLine();
        text.AppendLine(TextTable.Of(
        [
            ["demand", $"{decision.Demand ?? Unknown} now, {decision.PredictedMean ?? Unknown} expected in {decision.Horizon ?? Unknown}, {decision.PredictedUpper ?? Unknown} at the service level of {item.Spec.Objective.ServiceLevel}"],
            ["a replica", $"carries {decision.CapacityPerReplica ?? Unknown}"],
            ["budget", status.Budget is { } budget ? $"{budget.Missed} of {budget.Evaluated} intervals missed, {budget.Remaining} left" : Unknown],
            ["decided", Age(decision.Time, now)],
        ]));
        if (decision.Alternatives is { Count: > 0 } alternatives)
        {
            text.AppendLine();
            text.AppendLine(TextTable.Of(
            [
                ["REPLICAS", "$/H", "P(VIOLATION)", ""],
                .. alternatives.Select(a => (string[])[a.Replicas.ToString(CultureInfo.InvariantCulture), a.CostPerHour, a.ViolationProbability, a.Replicas == decision.Desired ? "chosen" : ""]),
            ]));
        }

        foreach (var rival in status.Rivals ?? [])
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{rival.Kind} {rival.Name} wants {rival.Desired?.ToString(CultureInfo.InvariantCulture) ?? "an unknown number"}");
        }

        foreach (var c in (status.Conditions ?? []).Where(c => isWide || IsTrouble(c)))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{c.Type}={c.Status} {c.Reason}: {c.Message}");
        }

        return text.ToString().TrimEnd();
    }

    // A replay's decision clock may be far from the wall's: then the time itself says more.
    private static string Age(DateTimeOffset decided, DateTimeOffset now) =>
        now - decided is { } age && age >= TimeSpan.Zero && age < TimeSpan.FromDays(1)
            ? $"{DurationText.Format(TimeSpan.FromSeconds(Math.Max(Math.Round(age.TotalSeconds), 1)))} ago"
            : decided.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static bool IsTrouble(Headroom.Kubernetes.Condition c) =>
        c.Type is "Fallback" or "Paused" ? c.IsTrue : c.Status == "False" && c.Type is "Ready" or "MetricsAvailable" or "Calibrated" or "Active";
}

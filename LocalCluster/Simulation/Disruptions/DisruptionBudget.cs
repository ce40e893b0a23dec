using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Simulation.Disruptions;

/// <summary>The arithmetic of a PodDisruptionBudget; both percentages round up.</summary>
internal static class DisruptionBudget
{
    public static long DesiredHealthy(JsonObject? spec, long expected) => spec?["maxUnavailable"] is { } unavailable
        ? Math.Max(0, expected - Resolve(unavailable, expected))
        : Resolve(spec?["minAvailable"] ?? 1, expected);

    public static void WriteStatus(JsonObject budget, JsonObject disrupted, long expected, long healthy, long desired, string now)
    {
        var status = budget.Ensure("status");
        var allowed = expected == 0 ? 0 : Math.Max(0, healthy - desired);
        status["observedGeneration"] = budget.Obj("metadata").Int("generation");
        status["disruptionsAllowed"] = allowed;
        status["currentHealthy"] = healthy;
        status["desiredHealthy"] = desired;
        status["expectedPods"] = expected;
        status["disruptedPods"] = disrupted;
        Conditions.Set(
            status, "DisruptionAllowed", allowed > 0 ? "True" : "False", allowed > 0 ? "SufficientPods" : "InsufficientPods", "", now);
    }

    private static long Resolve(JsonNode value, long expected) =>
        value.AsInteger() ?? (decimal.TryParse(value.AsText()?.TrimEnd('%'), out var percent) ? (long)decimal.Ceiling(expected * percent / 100m) : 0);
}

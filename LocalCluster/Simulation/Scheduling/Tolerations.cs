using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Simulation.Scheduling;

/// <summary>Which taints of a node a pod puts up with, and for how long.</summary>
internal static class Tolerations
{
    /// <param name="effect">Null for every effect that keeps pods away.</param>
    public static JsonObject? Untolerated(JsonObject pod, JsonObject node, string? effect) => Taints(node, effect)
        .FirstOrDefault(taint => Of(pod).All(toleration => !Tolerates(toleration, taint)));

    /// <summary>How long the pod may stay under the node's NoExecute taints; null for as long as it likes.</summary>
    public static TimeSpan? Stay(JsonObject pod, JsonObject node)
    {
        TimeSpan? shortest = null;
        foreach (var taint in Taints(node, "NoExecute"))
        {
            if (Of(pod).FirstOrDefault(t => Tolerates(t, taint)) is not { } toleration)
            {
                return TimeSpan.Zero;
            }

            if (toleration.Int("tolerationSeconds") is { } seconds)
            {
                var stay = TimeSpan.FromSeconds(Math.Max(0, seconds));
                shortest = shortest < stay ? shortest : stay;
            }
        }

        return shortest;
    }

    private static IEnumerable<JsonObject> Taints(JsonObject node, string? effect) => node.Obj("spec").Arr("taints").Objects()
        .Where(t => effect is null ? t.Str("effect") is "NoSchedule" or "NoExecute" : t.Str("effect") == effect);

    private static IEnumerable<JsonObject> Of(JsonObject pod) => pod.Obj("spec").Arr("tolerations").Objects();

    private static bool Tolerates(JsonObject toleration, JsonObject taint) =>
        (toleration.Str("effect") is null or "" || toleration.Str("effect") == taint.Str("effect"))
        && (toleration.Str("operator") == "Exists"
            ? toleration.Str("key") is null or "" || toleration.Str("key") == taint.Str("key")
            : toleration.Str("key") == taint.Str("key") && (toleration.Str("value") ?? "") == (taint.Str("value") ?? ""));
}

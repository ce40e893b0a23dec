using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Simulation.Scheduling;

/// <summary>The taints that say what a node's conditions and its cordon say.</summary>
internal static class NodeTaints
{
    private const string Prefix = "node.kubernetes.io/";

    private static readonly (string Condition, string Status, string Key, string[] Effects)[] ByCondition =
    [
        ("Ready", "False", "not-ready", ["NoSchedule", "NoExecute"]),
        ("Ready", "Unknown", "unreachable", ["NoSchedule", "NoExecute"]),
        ("MemoryPressure", "True", "memory-pressure", ["NoSchedule"]),
        ("DiskPressure", "True", "disk-pressure", ["NoSchedule"]),
        ("PIDPressure", "True", "pid-pressure", ["NoSchedule"]),
        ("NetworkUnavailable", "True", "network-unavailable", ["NoSchedule"]),
    ];

    /// <summary>All taints that the node should have: those that others put there, and its own state.</summary>
    public static JsonArray Wanted(JsonObject node) =>
    [
        .. node.Obj("spec").Arr("taints").Objects().Where(t => !IsState(t)).Select(t => (JsonNode)t.Copy()),
        .. State(node).Select(s => (JsonNode)new JsonObject { ["key"] = Prefix + s.Key, ["effect"] = s.Effect }),
    ];

    /// <summary>Whether the taints that stand for the node's state are those that it should have.</summary>
    public static bool AreCurrent(JsonObject node) =>
        node.Obj("spec").Arr("taints").Objects().Where(IsState).Select(t => (t.Str("key"), t.Str("effect"))).ToHashSet()
            .SetEquals(State(node).Select(s => ((string?)(Prefix + s.Key), (string?)s.Effect)));

    private static IEnumerable<(string Key, string Effect)> State(JsonObject node)
    {
        if (node.Obj("spec").Bool("unschedulable") is true)
        {
            yield return ("unschedulable", "NoSchedule");
        }

        foreach (var (condition, status, key, effects) in ByCondition)
        {
            if (node.Condition(condition).Str("status") == status)
            {
                foreach (var effect in effects)
                {
                    yield return (key, effect);
                }
            }
        }
    }

    private static bool IsState(JsonObject taint) =>
        taint.Str("key") == Prefix + "unschedulable" || ByCondition.Any(c => taint.Str("key") == Prefix + c.Key);
}

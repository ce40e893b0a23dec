using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;
using Quantity = Headroom.Kubernetes.Quantity;

namespace Headroom.LocalCluster.Simulation.Scheduling;

/// <summary>The pods that leave a node so that one of higher priority fits.</summary>
/// <param name="Violations">Victims whose disruption budgets forbid it.</param>
internal sealed record Preemption(StoredObject Node, IReadOnlyList<StoredObject> Victims, int Violations)
{
    /// <summary>The cheapest way to make room on one node: of the pods with lower priority, as many as can stay do.</summary>
    /// <param name="used">What pods hold of the node.</param>
    /// <param name="isProtected">Whether a budget allows no disruption of the pod.</param>
    /// <returns>Null when the node would not do even without them, or when none needs to go.</returns>
    public static Preemption? On(
        StoredObject node, IEnumerable<StoredObject> pods, JsonObject pod, IReadOnlyDictionary<string, Quantity> requests,
        Func<string, Quantity> used, Func<StoredObject, bool> isProtected)
    {
        var lower = pods.Where(p => Priority(p.Json) < Priority(pod)).ToArray();
        var held = requests.Keys.ToDictionary(name => name, used);
        var wants = lower.ToDictionary(p => p, p => PodResources.Requests(p.Json));
        foreach (var name in requests.Keys)
        {
            held[name] -= wants.Values.Aggregate(default(Quantity), (sum, w) => sum + w.GetValueOrDefault(name));
        }

        if (lower.Length == 0 || NodeFilter.Shortage(requests, node, name => held[name]) is not null)
        {
            return null;
        }

        var victims = new List<StoredObject>();
        // Protected pods and important ones are the first to be given their place back.
        foreach (var candidate in lower.OrderByDescending(isProtected).ThenByDescending(p => Priority(p.Json)).ThenBy(Started, StringComparer.Ordinal))
        {
            var stays = requests.Keys.ToDictionary(name => name, name => held[name] + wants[candidate].GetValueOrDefault(name));
            if (NodeFilter.Shortage(requests, node, name => stays[name]) is null)
            {
                held = stays;
            }
            else
            {
                victims.Add(candidate);
            }
        }

        // None: there is room, in GPUs that are apart. Which pods would have to go for that is not sought.
        return victims.Count == 0 ? null : new Preemption(node, victims, victims.Count(isProtected));
    }

    /// <summary>Fewest broken budgets, then the least important victims, then the fewest; ties go by the node's name.</summary>
    public static Preemption? Best(IEnumerable<Preemption> options) => options
        .OrderBy(o => o.Violations)
        .ThenBy(o => o.Victims.Max(v => Priority(v.Json)))
        .ThenBy(o => o.Victims.Sum(v => Priority(v.Json) + (1L << 31)))
        .ThenBy(o => o.Victims.Count)
        .ThenBy(o => o.Node.Key.Name, StringComparer.Ordinal)
        .FirstOrDefault();

    public static long Priority(JsonObject pod) => pod.Obj("spec").Int("priority") ?? 0;

    private static string Started(StoredObject pod) => pod.Json.Obj("status").Str("startTime") ?? "~"; // not started sorts last
}

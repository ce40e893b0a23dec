using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Lifecycle;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Selectors;
using Headroom.LocalCluster.Simulation.Disruptions;
using Quantity = Headroom.Kubernetes.Quantity;

namespace Headroom.LocalCluster.Simulation.Scheduling;

/// <summary>Makes room for a pod that fits nowhere by deleting pods of lower priority.</summary>
internal sealed class Preemptor(
    KindRegistry kinds, NodeUsage usage, ObjectWriter writer, ObjectDeleter deleter, EventRecorder events, SimulationClock clock)
{
    private readonly ResourceKind _pods = kinds.Get("", "v1", "pods");
    private readonly ResourceKind _budgets = kinds.Get("policy", "v1", "poddisruptionbudgets");

    /// <returns>The sentence for the pod's condition; null when room is being made on the node that was nominated.</returns>
    public string? Preempt(StoredObject pod, IReadOnlyDictionary<string, Quantity> requests, IReadOnlyList<StoredObject> nodes, Nominations nominations)
    {
        if (pod.Json.Obj("spec").Str("preemptionPolicy") == "Never")
        {
            return "preemption: not eligible due to preemptionPolicy=Never.";
        }

        if (nominations.NodeOf(pod.Key) is { } nominated && PodsOn(nominated).Any(p => p.IsDeleting && IsLower(p, pod)))
        {
            return null; // its victims are still going
        }

        var suitable = nodes.Where(n => NodeFilter.Mismatch(pod.Json, n) is null).ToArray();
        var options = suitable.Select(n => Preemption.On(
            n, PodsOn(n.Key.Name).Where(p => !p.IsDeleting), pod.Json, requests,
            name => usage.Of(n.Key.Name, name) + nominations.Held(n.Key.Name, name, pod.Key, Preemption.Priority(pod.Json)), IsProtected));
        if (Preemption.Best(options.OfType<Preemption>()) is not { } best)
        {
            return Unhelpful(nodes.Count, suitable.Length);
        }

        nominations.Set(pod.Key, best.Node.Key.Name, Preemption.Priority(pod.Json), requests);
        foreach (var victim in best.Victims)
        {
            Remove(victim, pod, best.Node.Key.Name);
        }

        return null;
    }

    private static string Unhelpful(int nodes, int suitable)
    {
        List<string> reasons = [];
        if (suitable > 0)
        {
            reasons.Add($"{suitable} No preemption victims found for incoming pod");
        }

        if (suitable < nodes)
        {
            reasons.Add($"{nodes - suitable} Preemption is not helpful for scheduling");
        }

        return $"preemption: 0/{nodes} nodes are available: {string.Join(", ", reasons.Order(StringComparer.Ordinal))}.";
    }

    private void Remove(StoredObject victim, StoredObject preemptor, string node)
    {
        DisruptionTarget.Mark(
            writer, _pods, victim, WriteOptions.Scheduler, "PreemptionByScheduler",
            "default-scheduler: preempting to accommodate a higher priority pod", clock.Now);
        deleter.Delete(_pods, victim.Key, DeleteOptions.Default);
        events.Normal(_pods, victim, "default-scheduler", "Preempted", $"Preempted by pod {preemptor.Uid} on node {node}");
    }

    private bool IsProtected(StoredObject pod) => _budgets.Store.List(pod.Key.Namespace).Items.Any(b =>
        (b.Json.Obj("status").Int("disruptionsAllowed") ?? 0) <= 0
        && LabelSelector.FromObject(b.Json.Obj("spec").Obj("selector")).Matches(pod.Json.Labels()));

    private IEnumerable<StoredObject> PodsOn(string node) => usage.PodsOn(node).Select(_pods.Store.Get).OfType<StoredObject>();

    private static bool IsLower(StoredObject pod, StoredObject than) => Preemption.Priority(pod.Json) < Preemption.Priority(than.Json);
}

using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Lifecycle;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Selectors;
using Headroom.LocalCluster.Simulation.Workloads;
using Headroom.LocalCluster.Storage;

namespace Headroom.LocalCluster.Simulation.Disruptions;

/// <summary>Counts for every PodDisruptionBudget how many of its pods may be evicted now.</summary>
internal sealed class DisruptionController : Controller
{
    private static readonly (string Group, string Plural, string Kind)[] Owners =
        [("apps", "replicasets", "ReplicaSet"), ("apps", "statefulsets", "StatefulSet")];

    private readonly KindRegistry _kinds;
    private readonly ResourceKind _budgets;
    private readonly ResourceKind _pods;
    private readonly ObjectWriter _writer;
    private readonly SimulationClock _clock;

    public DisruptionController(KindRegistry kinds, ObjectWriter writer, SimulationClock clock, ILogger<DisruptionController> logger)
        : base(clock, logger)
    {
        (_kinds, _writer, _clock) = (kinds, writer, clock);
        _budgets = kinds.Get("policy", "v1", "poddisruptionbudgets");
        _pods = kinds.Get("", "v1", "pods");
        _budgets.Store.OnChange(change => Queue.Add(change.Object.Key));
        _pods.Store.OnChange(OnPod);
    }

    protected override void Reconcile(ObjectKey key)
    {
        if (_budgets.Store.Get(key) is not { IsDeleting: false } budget)
        {
            return;
        }

        var selector = LabelSelector.FromObject(budget.Json.Obj("spec").Obj("selector"));
        var pods = _pods.Store.List(key.Namespace).Items
            .Where(p => selector.Matches(p.Json.Labels()) && p.Json.Obj("status").Str("phase") is not ("Succeeded" or "Failed")).ToArray();
        var expected = Expected(pods);
        var desired = DisruptionBudget.DesiredHealthy(budget.Json.Obj("spec"), expected);
        _writer.Update(_budgets, key, "status", WriteOptions.Controllers, json =>
        {
            var disrupted = json.Obj("status").Obj("disruptedPods")?.Copy() ?? [];
            // An eviction that was granted counts until the pod is seen going.
            foreach (var name in disrupted.Select(d => d.Key).Where(n => pods.All(p => p.Key.Name != n || p.IsDeleting)).ToArray())
            {
                disrupted.Remove(name);
            }

            var healthy = pods.Count(p => p.IsActive() && p.IsReady() && !disrupted.ContainsKey(p.Key.Name));
            DisruptionBudget.WriteStatus(json, disrupted, expected, healthy, desired, KubeTime.Seconds(_clock.Now));
            return json;
        });
    }

    // A controller's own count says how many pods there should be; a pod without one counts for itself.
    private long Expected(StoredObject[] pods)
    {
        var counted = new HashSet<string>();
        var expected = 0L;
        foreach (var pod in pods)
        {
            var owner = pod.Json.ControllerReference();
            var kind = Owners.FirstOrDefault(o => o.Kind == owner.Str("kind"));
            if (kind.Kind is null)
            {
                expected++;
            }
            else if (counted.Add(owner.Str("uid") ?? ""))
            {
                expected += _kinds.Get(kind.Group, "v1", kind.Plural).Store
                    .Get(new ObjectKey(pod.Key.Namespace, owner.Str("name") ?? ""))?.Json.Obj("spec").Int("replicas") ?? 0;
            }
        }

        return expected;
    }

    private void OnPod(Change change)
    {
        if (_budgets.Store.Count == 0)
        {
            return;
        }

        foreach (var budget in _budgets.Store.List(change.Object.Key.Namespace).Items)
        {
            if (LabelSelector.FromObject(budget.Json.Obj("spec").Obj("selector")).Matches(change.Object.Json.Labels()))
            {
                Queue.Add(budget.Key);
            }
        }
    }
}

using System.Text.Json.Nodes;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Lifecycle;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Simulation.Workloads;

/// <summary>Keeps numbered pods, one after the other unless the policy is Parallel; templates are not rolled.</summary>
internal sealed class StatefulSetController : Controller
{
    private const string Component = "statefulset-controller";

    private readonly ResourceKind _sets;
    private readonly ResourceKind _pods;
    private readonly OwnerIndex _owners;
    private readonly ObjectWriter _writer;
    private readonly ObjectDeleter _deleter;

    public StatefulSetController(
        KindRegistry kinds, OwnerIndex owners, ObjectWriter writer, ObjectDeleter deleter, SimulationClock clock,
        ILogger<StatefulSetController> logger)
        : base(clock, logger)
    {
        (_owners, _writer, _deleter) = (owners, writer, deleter);
        _sets = kinds.Get("apps", "v1", "statefulsets");
        _pods = kinds.Get("", "v1", "pods");
        _sets.Store.OnChange(change => Queue.Add(change.Object.Key));
        _pods.Store.OnChange(change =>
        {
            if (OwnerReference.Controller(change.Object, "StatefulSet") is { } owner)
            {
                Queue.Add(owner);
            }
        });
    }

    protected override void Reconcile(ObjectKey key)
    {
        if (_sets.Store.Get(key) is not { IsDeleting: false } set)
        {
            return;
        }

        var spec = set.Json.Obj("spec");
        var isParallel = spec.Str("podManagementPolicy") == "Parallel";
        var desired = (int)(spec.Int("replicas") ?? 1);
        var pods = _owners.Owned(_pods, set.Uid).ToDictionary(p => p.Key.Name);
        for (var i = 0; i < desired; i++)
        {
            if (!pods.TryGetValue($"{key.Name}-{i}", out var pod))
            {
                Create(set, i);
            }

            if (!isParallel && pod?.IsReady() is not true)
            {
                break;
            }
        }

        foreach (var extra in pods.Values.Where(p => !p.IsDeleting && Ordinal(p) >= desired).OrderByDescending(Ordinal).Take(isParallel ? int.MaxValue : 1))
        {
            _deleter.Delete(_pods, extra.Key, DeleteOptions.Default);
        }

        WriteStatus(set);
    }

    private void Create(StoredObject set, int ordinal)
    {
        var pod = PodTemplate.Instantiate(set, OwnerReference.To(_sets, set));
        var metadata = pod.Ensure("metadata");
        metadata["name"] = $"{set.Key.Name}-{ordinal}";
        metadata.Ensure("labels")["statefulset.kubernetes.io/pod-name"] = $"{set.Key.Name}-{ordinal}";
        metadata.Ensure("labels")["apps.kubernetes.io/pod-index"] = ordinal.ToString();
        _writer.Create(_pods, set.Key.Namespace, pod, new WriteOptions(Component));
    }

    private void WriteStatus(StoredObject set)
    {
        var pods = _owners.Owned(_pods, set.Uid).Where(p => p.IsActive()).ToList();
        _writer.Update(_sets, set.Key, "status", WriteOptions.Default, json =>
        {
            json["status"] = new JsonObject
            {
                ["observedGeneration"] = set.Metadata.Int("generation"),
                ["replicas"] = pods.Count,
                ["currentReplicas"] = pods.Count,
                ["updatedReplicas"] = pods.Count,
                ["readyReplicas"] = pods.Count(p => p.IsReady()),
                ["availableReplicas"] = pods.Count(p => p.IsReady()),
            };
            return json;
        });
    }

    private static int Ordinal(StoredObject pod) =>
        int.TryParse(pod.Key.Name[(pod.Key.Name.LastIndexOf('-') + 1)..], out var ordinal) ? ordinal : 0;
}

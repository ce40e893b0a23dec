using System.Text.Json.Nodes;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Lifecycle;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Simulation.Workloads;

/// <summary>Keeps as many pods as a ReplicaSet asks for.</summary>
internal sealed class ReplicaSetController : Controller
{
    private const string Component = "replicaset-controller";

    private readonly ResourceKind _sets;
    private readonly ResourceKind _pods;
    private readonly OwnerIndex _owners;
    private readonly PodTally _tally;
    private readonly ObjectWriter _writer;
    private readonly ObjectDeleter _deleter;
    private readonly EventRecorder _events;
    private readonly SimulationClock _clock;

    public ReplicaSetController(
        KindRegistry kinds, OwnerIndex owners, PodTally tally, ObjectWriter writer, ObjectDeleter deleter, EventRecorder events,
        SimulationClock clock, ILogger<ReplicaSetController> logger)
        : base(clock, logger)
    {
        (_owners, _tally, _writer, _deleter, _events, _clock) = (owners, tally, writer, deleter, events, clock);
        _sets = kinds.Get("apps", "v1", "replicasets");
        _pods = kinds.Get("", "v1", "pods");
        _sets.Store.OnChange(change => Queue.Add(change.Object.Key));
        _pods.Store.OnChange(change =>
        {
            if (OwnerReference.Controller(change.Object, "ReplicaSet") is { } owner)
            {
                Queue.Add(owner);
            }
        });
    }

    protected override void Reconcile(ObjectKey key)
    {
        if (_sets.Store.Get(key) is not { } set)
        {
            return;
        }

        var missing = set.IsDeleting ? 0 : (set.Json.Obj("spec").Int("replicas") ?? 0) - _tally.Of(set.Uid).Active;
        for (var i = 0; i < missing; i++)
        {
            Create(set);
        }

        foreach (var pod in missing < 0 ? PodState.InDeletionOrder(Active(set)).Take((int)-missing) : [])
        {
            _deleter.Delete(_pods, pod.Key, DeleteOptions.Default);
            _events.Normal(_sets, set, Component, "SuccessfulDelete", $"Deleted pod: {pod.Key.Name}");
        }

        WriteStatus(set);
    }

    private IEnumerable<StoredObject> Active(StoredObject set) => _owners.Owned(_pods, set.Uid).Where(p => p.IsActive());

    private void Create(StoredObject set)
    {
        var pod = PodTemplate.Instantiate(set, OwnerReference.To(_sets, set));
        pod.Ensure("metadata")["generateName"] = set.Key.Name + "-";
        var created = _writer.Create(_pods, set.Key.Namespace, pod, WriteOptions.Controllers);
        _events.Normal(_sets, set, Component, "SuccessfulCreate", $"Created pod: {created.Key.Name}");
    }

    private void WriteStatus(StoredObject set)
    {
        var minReady = TimeSpan.FromSeconds(set.Json.Obj("spec").Int("minReadySeconds") ?? 0);
        var (active, ready) = _tally.Of(set.Uid);
        var available = minReady == TimeSpan.Zero ? ready : Active(set).Count(p => p.IsAvailable(_clock.Shorten(minReady), _clock.Now));
        if (available < ready)
        {
            Queue.AddAfter(set.Key, minReady, Stopping);
        }

        _writer.Update(_sets, set.Key, "status", WriteOptions.Controllers, json =>
        {
            json["status"] = new JsonObject
            {
                ["replicas"] = active,
                ["fullyLabeledReplicas"] = active,
                ["readyReplicas"] = ready,
                ["availableReplicas"] = available,
                ["observedGeneration"] = set.Metadata.Int("generation"),
            };
            return json;
        });
    }
}

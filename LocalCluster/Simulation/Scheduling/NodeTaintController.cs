using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Lifecycle;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Simulation.Disruptions;
using Headroom.LocalCluster.Storage;

namespace Headroom.LocalCluster.Simulation.Scheduling;

/// <summary>Taints nodes by their state, and deletes pods from nodes whose NoExecute taints they do not tolerate any longer.</summary>
internal sealed class NodeTaintController : Controller
{
    private const string Component = "taint-eviction-controller";
    // A timer may fire a little before the wall clock says so, and is not set again.
    private static readonly TimeSpan TimerSlack = TimeSpan.FromMilliseconds(50);

    private readonly ResourceKind _nodes;
    private readonly ResourceKind _pods;
    private readonly NodeUsage _usage;
    private readonly ObjectWriter _writer;
    private readonly ObjectDeleter _deleter;
    private readonly EventRecorder _events;
    private readonly SimulationClock _clock;

    // By node and pod uid: since when the pod lives under taints that it tolerates only for a while.
    private readonly Dictionary<string, Dictionary<string, DateTimeOffset>> _since = new(StringComparer.Ordinal);

    public NodeTaintController(
        KindRegistry kinds, NodeUsage usage, ObjectWriter writer, ObjectDeleter deleter, EventRecorder events, SimulationClock clock,
        ILogger<NodeTaintController> logger)
        : base(clock, logger)
    {
        (_usage, _writer, _deleter, _events, _clock) = (usage, writer, deleter, events, clock);
        _nodes = kinds.Get("", "v1", "nodes");
        _pods = kinds.Get("", "v1", "pods");
        _nodes.Store.OnChange(change => Queue.Add(change.Object.Key));
        _pods.Store.OnChange(OnPod);
    }

    protected override void Reconcile(ObjectKey key)
    {
        if (_nodes.Store.Get(key) is not { } node)
        {
            _since.Remove(key.Name);
            return;
        }

        if (!NodeTaints.AreCurrent(node.Json))
        {
            node = _writer.Update(_nodes, node.Key, "", WriteOptions.Controllers, json =>
            {
                json.Ensure("spec")["taints"] = NodeTaints.Wanted(json);
                return json;
            });
        }

        if (!node.Json.Obj("spec").Arr("taints").Objects().Any(t => t.Str("effect") == "NoExecute"))
        {
            _since.Remove(key.Name);
            return;
        }

        var before = _since.GetValueOrDefault(key.Name);
        var leaving = _usage.PodsOn(key.Name).Select(_pods.Store.Get).OfType<StoredObject>().Where(p => !p.IsDeleting)
            .Select(p => (Pod: p, Stay: Tolerations.Stay(p.Json, node.Json))).Where(p => p.Stay is not null).ToArray();
        var since = _since[key.Name] = leaving.ToDictionary(
            p => p.Pod.Uid, p => before?.TryGetValue(p.Pod.Uid, out var known) is true ? known : _clock.Now, StringComparer.Ordinal);
        foreach (var (pod, stay) in leaving)
        {
            KeepOrDelete(pod, node, since[pod.Uid], stay.GetValueOrDefault());
        }
    }

    private void KeepOrDelete(StoredObject pod, StoredObject node, DateTimeOffset start, TimeSpan stay)
    {
        if (start + _clock.Shorten(stay) - TimerSlack > _clock.Now)
        {
            Queue.AddAfter(node.Key, stay, Stopping);
            return;
        }

        _events.Normal(_pods, pod, Component, "TaintManagerEviction", $"Marking for deletion Pod {pod.Key}");
        DisruptionTarget.Mark(
            _writer, _pods, pod, WriteOptions.Controllers, "DeletionByTaintManager", "Taint manager: deleting due to NoExecute taint", _clock.Now);
        _deleter.Delete(_pods, pod.Key, DeleteOptions.Default);
    }

    private void OnPod(Change change)
    {
        if (change.Type != ChangeType.Deleted && change.Object.Json.Obj("spec").Str("nodeName") is { } node
            && change.Previous?.Json.Obj("spec").Str("nodeName") is null)
        {
            Queue.Add(new ObjectKey("", node));
        }
    }
}

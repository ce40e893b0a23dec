using System.Text.Json.Nodes;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Lifecycle;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Storage;

namespace Headroom.LocalCluster.Simulation.Scheduling;

/// <summary>Taints cordoned nodes, and deletes pods from nodes whose NoExecute taints they do not tolerate.</summary>
internal sealed class NodeTaintController : Controller
{
    private const string Unschedulable = "node.kubernetes.io/unschedulable";
    private const string Component = "taint-eviction-controller";

    private readonly ResourceKind _nodes;
    private readonly ResourceKind _pods;
    private readonly ObjectWriter _writer;
    private readonly ObjectDeleter _deleter;
    private readonly EventRecorder _events;

    public NodeTaintController(
        KindRegistry kinds, ObjectWriter writer, ObjectDeleter deleter, EventRecorder events, SimulationClock clock,
        ILogger<NodeTaintController> logger)
        : base(clock, logger)
    {
        (_writer, _deleter, _events) = (writer, deleter, events);
        _nodes = kinds.Get("", "v1", "nodes");
        _pods = kinds.Get("", "v1", "pods");
        _nodes.Store.OnChange(change => Queue.Add(change.Object.Key));
        _pods.Store.OnChange(OnPod);
    }

    protected override void Reconcile(ObjectKey key)
    {
        if (_nodes.Store.Get(key) is not { } node)
        {
            return;
        }

        SyncCordon(node);
        if (!HasNoExecute(node.Json))
        {
            return;
        }

        foreach (var pod in _pods.Store.List(null).Items.Where(p => p.Json.Obj("spec").Str("nodeName") == key.Name && !p.IsDeleting))
        {
            if (NodeFilter.UntoleratedTaint(pod.Json, node.Json, "NoExecute") is not null)
            {
                _events.Normal(_pods, pod, Component, "TaintManagerEviction", $"Marking for deletion Pod {pod.Key}");
                _deleter.Delete(_pods, pod.Key, DeleteOptions.Default);
            }
        }
    }

    private void SyncCordon(StoredObject node)
    {
        var isCordoned = node.Json.Obj("spec").Bool("unschedulable") is true;
        var isTainted = node.Json.Obj("spec").Arr("taints").Objects().Any(t => t.Str("key") == Unschedulable);
        if (isCordoned == isTainted)
        {
            return;
        }

        _writer.Update(_nodes, node.Key, "", WriteOptions.Controllers, json =>
        {
            var taints = json.Obj("spec").Arr("taints").Objects().Where(t => t.Str("key") != Unschedulable).Select(t => (JsonNode)t.Copy());
            JsonNode[] mine = isCordoned ? [new JsonObject { ["key"] = Unschedulable, ["effect"] = "NoSchedule" }] : [];
            json.Ensure("spec")["taints"] = new JsonArray([.. taints, .. mine]);
            return json;
        });
    }

    private void OnPod(Change change)
    {
        if (change.Type != ChangeType.Deleted && change.Object.Json.Obj("spec").Str("nodeName") is { } node
            && change.Previous?.Json.Obj("spec").Str("nodeName") is null)
        {
            Queue.Add(new ObjectKey("", node));
        }
    }

    private static bool HasNoExecute(JsonObject node) =>
        node.Obj("spec").Arr("taints").Objects().Any(t => t.Str("effect") == "NoExecute");
}

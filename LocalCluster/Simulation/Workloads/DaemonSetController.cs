using System.Text.Json.Nodes;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Lifecycle;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Simulation.Scheduling;

namespace Headroom.LocalCluster.Simulation.Workloads;

/// <summary>Keeps one pod on every node that the template may run on. Its pods are bound without asking for room.</summary>
internal sealed class DaemonSetController : Controller
{
    private const string Component = "daemonset-controller";

    // The states of a node that a daemon has to live with.
    private static readonly (string Key, string Effect)[] Tolerated =
    [
        ("node.kubernetes.io/not-ready", "NoExecute"), ("node.kubernetes.io/unreachable", "NoExecute"),
        ("node.kubernetes.io/disk-pressure", "NoSchedule"), ("node.kubernetes.io/memory-pressure", "NoSchedule"),
        ("node.kubernetes.io/pid-pressure", "NoSchedule"), ("node.kubernetes.io/unschedulable", "NoSchedule"),
    ];

    private readonly ResourceKind _sets;
    private readonly ResourceKind _pods;
    private readonly ResourceKind _nodes;
    private readonly OwnerIndex _owners;
    private readonly ObjectWriter _writer;
    private readonly ObjectDeleter _deleter;
    private readonly Revisions _revisions;
    private readonly EventRecorder _events;

    public DaemonSetController(
        KindRegistry kinds, OwnerIndex owners, ObjectWriter writer, ObjectDeleter deleter, Revisions revisions, EventRecorder events,
        SimulationClock clock, ILogger<DaemonSetController> logger)
        : base(clock, logger)
    {
        (_owners, _writer, _deleter, _revisions, _events) = (owners, writer, deleter, revisions, events);
        _sets = kinds.Get("apps", "v1", "daemonsets");
        _pods = kinds.Get("", "v1", "pods");
        _nodes = kinds.Get("", "v1", "nodes");
        _sets.Store.OnChange(change => Queue.Add(change.Object.Key));
        _nodes.Store.OnChange(_ => Queue.Add(default));
        _pods.Store.OnChange(change =>
        {
            if (OwnerReference.Controller(change.Object, "DaemonSet") is { } owner)
            {
                Queue.Add(owner);
            }
        });
    }

    protected override void Reconcile(ObjectKey key)
    {
        // The empty key stands for the nodes: every set has to look at them again.
        if (key == default)
        {
            foreach (var any in _sets.Store.List(null).Items)
            {
                Queue.Add(any.Key);
            }
        }
        else if (_sets.Store.Get(key) is { IsDeleting: false } set)
        {
            Keep(set);
        }
    }

    private void Keep(StoredObject set)
    {
        var revision = _revisions.Current(_sets, set).Key.Name;
        var template = WithTolerations(PodTemplate.Instantiate(set, OwnerReference.To(_sets, set)), revision);
        var nodes = _nodes.Store.List(null).Items.Where(n => NodeFilter.Accepts(template, n)).Select(n => n.Key.Name).ToHashSet();
        var pods = _owners.Owned(_pods, set.Uid).ToLookup(p => p.Json.Obj("spec").Str("nodeName") ?? "");
        foreach (var node in nodes.Where(n => !pods[n].Any()).Order(StringComparer.Ordinal))
        {
            Create(set, template, node);
        }

        foreach (var gone in pods.Where(p => !nodes.Contains(p.Key)).SelectMany(p => p).Concat(pods.SelectMany(p => p).Where(p => !p.IsActive())).Where(p => !p.IsDeleting))
        {
            Delete(set, gone);
        }

        if (set.Json.Obj("spec").Obj("updateStrategy").Str("type") != "OnDelete")
        {
            Roll(set, [.. pods.SelectMany(p => p)], nodes.Count, revision);
        }

        WriteStatus(set, nodes.Count, revision);
    }

    // As many pods as may be unavailable are replaced at once; those that are not ready anyway go first.
    private void Roll(StoredObject set, StoredObject[] pods, int desired, string revision)
    {
        var budget = Rollout.MaxUnavailable(set.Json.Obj("spec").Obj("updateStrategy").Obj("rollingUpdate")?["maxUnavailable"], desired);
        var ready = pods.Count(p => p.IsActive() && p.IsReady());
        foreach (var pod in pods.Where(p => p.IsActive() && Revisions.Of(p) != revision).OrderBy(p => p.IsReady()).ThenBy(p => p.Key.Name, StringComparer.Ordinal))
        {
            if (pod.IsReady() && desired - ready >= budget)
            {
                return;
            }

            ready -= pod.IsReady() ? 1 : 0;
            Delete(set, pod);
        }
    }

    private static JsonObject WithTolerations(JsonObject pod, string revision)
    {
        var tolerations = pod.Obj("spec").Arr("tolerations") is { } given ? (JsonArray)given.DeepClone() : [];
        foreach (var (key, effect) in Tolerated)
        {
            tolerations.Add((JsonNode)new JsonObject { ["key"] = key, ["operator"] = "Exists", ["effect"] = effect });
        }

        pod.Ensure("spec")["tolerations"] = tolerations;
        pod.Ensure("metadata").Ensure("labels")[Revisions.HashLabel] = revision;
        return pod;
    }

    private void Create(StoredObject set, JsonObject template, string node)
    {
        var pod = template.Copy();
        pod.Ensure("metadata")["generateName"] = set.Key.Name + "-";
        pod.Ensure("spec")["nodeName"] = node;
        var created = _writer.Create(_pods, set.Key.Namespace, pod, WriteOptions.Controllers);
        _events.Normal(_sets, set, Component, "SuccessfulCreate", $"Created pod: {created.Key.Name}");
    }

    private void Delete(StoredObject set, StoredObject pod)
    {
        _deleter.Delete(_pods, pod.Key, DeleteOptions.Default);
        _events.Normal(_sets, set, Component, "SuccessfulDelete", $"Deleted pod: {pod.Key.Name}");
    }

    private void WriteStatus(StoredObject set, int desired, string revision)
    {
        var pods = _owners.Owned(_pods, set.Uid).Where(p => p.IsActive()).ToList();
        var ready = pods.Count(p => p.IsReady());
        _revisions.Prune(set, pods.Select(Revisions.Of).OfType<string>().Append(revision).ToHashSet());
        _writer.Update(_sets, set.Key, "status", WriteOptions.Controllers, json =>
        {
            json["status"] = new JsonObject
            {
                ["observedGeneration"] = set.Metadata.Int("generation"),
                ["desiredNumberScheduled"] = desired,
                ["currentNumberScheduled"] = pods.Count,
                ["updatedNumberScheduled"] = pods.Count(p => Revisions.Of(p) == revision),
                ["numberReady"] = ready,
                ["numberAvailable"] = ready,
                ["numberUnavailable"] = Math.Max(0, desired - ready),
                ["numberMisscheduled"] = 0,
            };
            return json;
        });
    }
}

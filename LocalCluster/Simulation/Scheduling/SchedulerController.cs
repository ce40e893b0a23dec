using System.Collections.Concurrent;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Lifecycle;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Storage;
using Quantity = Headroom.Kubernetes.Quantity;

namespace Headroom.LocalCluster.Simulation.Scheduling;

/// <summary>Binds pending pods of the default scheduler by their requests; what does not fit waits for room.</summary>
internal sealed class SchedulerController : Controller
{
    private const string Component = "default-scheduler";

    private readonly ResourceKind _pods;
    private readonly ResourceKind _nodes;
    private readonly NodeUsage _usage;
    private readonly PodBinder _binder;
    private readonly Preemptor _preemptor;
    private readonly ObjectWriter _writer;
    private readonly EventRecorder _events;
    private readonly SimulationClock _clock;
    private readonly ConcurrentDictionary<ObjectKey, bool> _unschedulable = [];
    private readonly Nominations _nominations = new();

    public SchedulerController(
        KindRegistry kinds, NodeUsage usage, PodBinder binder, Preemptor preemptor, ObjectWriter writer, EventRecorder events,
        SimulationClock clock, ILogger<SchedulerController> logger)
        : base(clock, logger)
    {
        (_usage, _binder, _preemptor, _writer, _events, _clock) = (usage, binder, preemptor, writer, events, clock);
        _pods = kinds.Get("", "v1", "pods");
        _nodes = kinds.Get("", "v1", "nodes");
        _pods.Store.OnChange(OnPod);
        _nodes.Store.OnChange(_ => RetryAll());
    }

    protected override void Reconcile(ObjectKey key)
    {
        if (_pods.Store.Get(key) is not { } pod || !IsWaiting(pod))
        {
            _unschedulable.TryRemove(key, out _);
            _nominations.Remove(key);
            return;
        }

        var requests = PodResources.Requests(pod.Json);
        var refusals = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var nodes = _nodes.Store.List(null).Items;
        StoredObject? best = null;
        var bestScore = (WastesGpus: int.MaxValue, Allocated: decimal.MaxValue);
        foreach (var node in nodes)
        {
            if ((NodeFilter.Mismatch(pod.Json, node) ?? NodeFilter.Shortage(requests, node, Held(pod, node))) is { } refusal)
            {
                refusals[refusal] = refusals.GetValueOrDefault(refusal) + 1;
                continue;
            }

            var score = NodeScore.Of(requests, node, _usage);
            if (score.CompareTo(bestScore) < 0)
            {
                (best, bestScore) = (node, score);
            }
        }

        if (best is null)
        {
            Refuse(pod, requests, nodes, refusals);
            return;
        }

        _unschedulable.TryRemove(key, out _);
        _nominations.Remove(key);
        _binder.Bind(_pods, key, best.Key.Name);
        _events.Normal(_pods, pod, Component, "Scheduled", $"Successfully assigned {key} to {best.Key.Name}");
    }

    private static bool IsWaiting(StoredObject pod)
    {
        var spec = pod.Json.Obj("spec");
        return spec.Str("nodeName") is null && !pod.IsDeleting && spec.Str("schedulerName") == Component
            && spec.Arr("schedulingGates") is not { Count: > 0 };
    }

    private Func<string, Quantity> Held(StoredObject pod, StoredObject node) => name => _usage.Of(node.Key.Name, name)
        + _nominations.Held(node.Key.Name, name, pod.Key, Preemption.Priority(pod.Json));

    private void Refuse(
        StoredObject pod, IReadOnlyDictionary<string, Quantity> requests, IReadOnlyList<StoredObject> nodes, SortedDictionary<string, int> refusals)
    {
        var why = string.Join(", ", refusals.Select(r => $"{r.Value} {r.Key}"));
        var isNew = _unschedulable.TryAdd(pod.Key, true); // before anything else: what preemption deletes wakes those that wait
        var unhelpful = _preemptor.Preempt(pod, requests, nodes, _nominations);
        var message = $"0/{nodes.Count} nodes are available: {why}.{(unhelpful is null ? "" : $" {unhelpful}")}";
        if (isNew)
        {
            _events.Warning(_pods, pod, Component, "FailedScheduling", message);
        }

        _writer.Update(_pods, pod.Key, "status", WriteOptions.Scheduler, json =>
        {
            var status = json.Ensure("status");
            Conditions.Set(status, "PodScheduled", "False", "Unschedulable", message, KubeTime.Seconds(_clock.Now));
            if (_nominations.NodeOf(pod.Key) is { } node)
            {
                status["nominatedNodeName"] = node;
            }

            return json;
        });
    }

    // Its own refusals change the pod too; those are no news.
    private void OnPod(Change change)
    {
        if (change.Type == ChangeType.Deleted || change.Object.Json.Obj("status").Str("phase") is "Succeeded" or "Failed")
        {
            RetryAll();
        }
        else if (!_unschedulable.ContainsKey(change.Object.Key) && change.Object.Json.Obj("spec").Str("nodeName") is null)
        {
            Queue.Add(change.Object.Key);
        }
    }

    private void RetryAll()
    {
        foreach (var key in _unschedulable.Keys)
        {
            Queue.Add(key);
        }
    }
}

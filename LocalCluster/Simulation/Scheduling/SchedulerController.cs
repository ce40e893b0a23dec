using System.Collections.Concurrent;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Lifecycle;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Storage;

namespace Headroom.LocalCluster.Simulation.Scheduling;

/// <summary>Binds pending pods of the default scheduler by their requests; what does not fit waits for room.</summary>
internal sealed class SchedulerController : Controller
{
    private const string Component = "default-scheduler";

    private readonly ResourceKind _pods;
    private readonly ResourceKind _nodes;
    private readonly NodeUsage _usage;
    private readonly PodBinder _binder;
    private readonly ObjectWriter _writer;
    private readonly EventRecorder _events;
    private readonly SimulationClock _clock;
    private readonly ConcurrentDictionary<ObjectKey, bool> _unschedulable = [];

    public SchedulerController(
        KindRegistry kinds, NodeUsage usage, PodBinder binder, ObjectWriter writer, EventRecorder events, SimulationClock clock,
        ILogger<SchedulerController> logger)
        : base(clock, logger)
    {
        (_usage, _binder, _writer, _events, _clock) = (usage, binder, writer, events, clock);
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
            return;
        }

        var requests = PodResources.Requests(pod.Json);
        var refusals = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var nodes = _nodes.Store.List(null).Items;
        StoredObject? best = null;
        var bestScore = (WastesGpus: int.MaxValue, Allocated: decimal.MaxValue);
        foreach (var node in nodes)
        {
            if (NodeFilter.Refusal(pod.Json, requests, node, _usage) is { } refusal)
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
            Refuse(pod, nodes.Count, refusals);
            return;
        }

        _unschedulable.TryRemove(key, out _);
        _binder.Bind(_pods, key, best.Key.Name);
        _events.Normal(_pods, pod, Component, "Scheduled", $"Successfully assigned {key} to {best.Key.Name}");
    }

    private static bool IsWaiting(StoredObject pod)
    {
        var spec = pod.Json.Obj("spec");
        return spec.Str("nodeName") is null && !pod.IsDeleting && spec.Str("schedulerName") == Component
            && spec.Arr("schedulingGates") is not { Count: > 0 };
    }

    private void Refuse(StoredObject pod, int nodes, SortedDictionary<string, int> refusals)
    {
        var why = string.Join(", ", refusals.Select(r => $"{r.Value} {r.Key}"));
        var message = $"0/{nodes} nodes are available: {why}.";
        if (_unschedulable.TryAdd(pod.Key, true))
        {
            _events.Warning(_pods, pod, Component, "FailedScheduling", message);
        }

        _writer.Update(_pods, pod.Key, "status", WriteOptions.Scheduler, json =>
        {
            Conditions.Set(json.Ensure("status"), "PodScheduled", "False", "Unschedulable", message, KubeTime.Seconds(_clock.Now));
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

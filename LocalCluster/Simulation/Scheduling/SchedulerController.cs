using System.Collections.Concurrent;
using Headroom.LocalCluster.Http;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Lifecycle;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Storage;
using Headroom.Placement.Booking;
using Quantity = Headroom.Kubernetes.Quantity;

namespace Headroom.LocalCluster.Simulation.Scheduling;

/// <summary>Binds pending pods by their requests and GPUs; what does not fit waits for room.</summary>
/// <remarks>It stands for two schedulers: the default one, and the second one that the chart can deploy.</remarks>
internal sealed class SchedulerController : Controller
{
    private const string GpusDoNotFit = "node(s) had no GPUs that fit";

    private static readonly string[] Schedulers = ["default-scheduler", "headroom"];

    private readonly ResourceKind _pods;
    private readonly ResourceKind _nodes;
    private readonly NodeUsage _usage;
    private readonly GpuBook _gpus;
    private readonly PodBinder _binder;
    private readonly Preemptor _preemptor;
    private readonly ObjectWriter _writer;
    private readonly EventRecorder _events;
    private readonly SimulationClock _clock;
    private readonly ConcurrentDictionary<ObjectKey, bool> _unschedulable = [];
    private readonly Nominations _nominations = new();

    public SchedulerController(
        KindRegistry kinds, NodeUsage usage, GpuBook gpus, PodBinder binder, Preemptor preemptor, ObjectWriter writer, EventRecorder events,
        SimulationClock clock, ILogger<SchedulerController> logger)
        : base(clock, logger)
    {
        (_usage, _gpus, _binder, _preemptor, _writer, _events, _clock) = (usage, gpus, binder, preemptor, writer, events, clock);
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
        var fit = new List<StoredObject>();
        foreach (var node in nodes)
        {
            if ((NodeFilter.Mismatch(pod.Json, node) ?? NodeFilter.Shortage(requests, node, Held(pod, node))) is { } refusal)
            {
                refusals[refusal] = refusals.GetValueOrDefault(refusal) + 1;
            }
            else
            {
                fit.Add(node);
            }
        }

        try
        {
            if (Choose(pod, requests, fit) is { } chosen)
            {
                Bind(pod, chosen.Node, chosen.Gpus);
                return;
            }
        }
        catch (FormatException unreadable)
        {
            // No room would help it.
            Report(pod, unreadable.Message, _unschedulable.TryAdd(key, true));
            return;
        }

        if (fit.Count > 0)
        {
            refusals[GpusDoNotFit] = fit.Count;
        }

        Refuse(pod, requests, nodes, refusals);
    }

    /// <returns>Null where no node will do.</returns>
    /// <exception cref="FormatException">What it asks for cannot be read.</exception>
    private (StoredObject Node, string? Gpus)? Choose(StoredObject pod, IReadOnlyDictionary<string, Quantity> requests, IReadOnlyList<StoredObject> fit)
    {
        if (PodGpus.AreAsked(pod.Json))
        {
            return _gpus.Take(pod.Uid, pod.Json, fit) is { } taken ? (taken.Node, GpuIndices.Write(taken.Gpus)) : null;
        }

        // The earlier of two that are as good.
        return fit.MinBy(node => NodeScore.Of(requests, node, _usage)) is { } best ? (best, null) : null;
    }

    private void Bind(StoredObject pod, StoredObject node, string? gpus)
    {
        _unschedulable.TryRemove(pod.Key, out _);
        _nominations.Remove(pod.Key);
        try
        {
            _binder.Bind(_pods, pod.Key, node.Key.Name, gpus);
        }
        catch (StatusException)
        {
            _gpus.GiveBack(pod.Uid);
            throw;
        }

        _events.Normal(
            _pods, pod, SchedulerOf(pod), "Scheduled",
            $"Successfully assigned {pod.Key} to {node.Key.Name}{(gpus is null ? "" : $", GPU {gpus}")}");
    }

    private static string SchedulerOf(StoredObject pod) => pod.Json.Obj("spec").Str("schedulerName") ?? "";

    private static bool IsWaiting(StoredObject pod)
    {
        var spec = pod.Json.Obj("spec");
        return spec.Str("nodeName") is null && !pod.IsDeleting && Schedulers.Contains(SchedulerOf(pod))
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
        Report(pod, $"0/{nodes.Count} nodes are available: {why}.{(unhelpful is null ? "" : $" {unhelpful}")}", isNew);
    }

    private void Report(StoredObject pod, string message, bool isNew)
    {
        if (isNew)
        {
            _events.Warning(_pods, pod, SchedulerOf(pod), "FailedScheduling", message);
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

using System.Collections.Concurrent;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Pods;
using Headroom.Kubernetes.Watching;

namespace Headroom.Operators.Serverless.ColdStarts;

/// <summary>Follows the pods of ServerlessServices from creation to readiness.</summary>
/// <remarks>Every replica of the control plane does, so that whoever leads next has seen what has begun.</remarks>
internal sealed class ColdStartWatcher
{
    private readonly ConcurrentDictionary<string, StartingPod> _starting = new();
    private readonly ObjectIndex<ObjectKey, Pod> _podsOf;
    private readonly Informer<Pod> _pods;
    private readonly TimeProvider _wall;

    public ColdStartWatcher(ServerlessPods pods, TimeProvider wall)
    {
        (_pods, _wall) = (pods.Informer, wall);
        _podsOf = _pods.AddIndex(static p => ServerlessPods.ServiceOf(p) is { } service ? new[] { service } : []);
        _pods.Subscribe(OnChange);
    }

    /// <summary>Pods that have become ready and whose start is not closed yet.</summary>
    public IEnumerable<StartingPod> Ready => _starting.Values.Where(static s => s.Ready is not null);

    public void Close(StartingPod start) => _starting.TryRemove(start.Uid, out _);

    private void OnChange(ObjectChange<Pod> change)
    {
        var uid = change.Item.Metadata.Uid ?? "";
        if (change.New is not { } pod)
        {
            // One that was ready for a moment has started all the same.
            if (_starting.TryGetValue(uid, out var ended) && ended.Ready is null)
            {
                _starting.TryRemove(uid, out _);
            }

            return;
        }

        var seen = _wall.GetUtcNow();
        if (change.Old is null && Begin(pod, seen) is { } begun)
        {
            _starting[uid] = begun;
        }

        if (_starting.TryGetValue(uid, out var start) && start.Ready is null)
        {
            _starting[uid] = Advance(start, pod, seen);
        }
    }

    private StartingPod? Begin(Pod pod, DateTimeOffset seen)
    {
        // Of a pod of the first list nobody saw the beginning.
        if (!_pods.HasSynced || ServerlessPods.ServiceOf(pod) is not { } service || IsReady(pod))
        {
            return null;
        }

        var isFromZero = !_podsOf.Find(service).Any(p => p.Metadata.Uid != pod.Metadata.Uid && p.Metadata.DeletionTimestamp is null && IsReady(p));
        return new StartingPod(service, pod.Metadata.Name ?? "", pod.Metadata.Uid ?? "", StartingPod.Moment(pod.Metadata.CreationTimestamp, seen), isFromZero);
    }

    private static StartingPod Advance(StartingPod start, Pod pod, DateTimeOffset seen)
    {
        var containers = pod.Status?.ContainerStatuses ?? [];
        var started = containers.Count > 0 && containers.All(static c => c.State?.Running is not null)
            ? containers.Max(static c => c.State!.Running!.StartedAt) // all run, as was just asked
            : null;
        var isRunning = started is not null;
        return start with
        {
            Scheduled = start.Scheduled ?? MomentOf(pod, "PodScheduled", seen),
            Started = start.Started ?? (isRunning ? StartingPod.Moment(started, seen) : null),
            Ready = MomentOf(pod, "Ready", seen),
            Address = pod.Status?.PodIp ?? start.Address,
        };
    }

    private static DateTimeOffset? MomentOf(Pod pod, string condition, DateTimeOffset seen) =>
        pod.Status?.Conditions.FirstOrDefault(c => c.Type == condition) is { IsTrue: true } met ? StartingPod.Moment(met.LastTransitionTime, seen) : null;

    private static bool IsReady(Pod pod) => pod.Status?.Conditions.Any(static c => c is { Type: "Ready", IsTrue: true }) is true;
}

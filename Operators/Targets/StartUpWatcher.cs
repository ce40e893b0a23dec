using System.Collections.Concurrent;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Pods;
using Headroom.Kubernetes.Watching;
using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Autoscaling.Memory;
using Headroom.Operators.Clocks;
using Headroom.Operators.Decisions;
using Headroom.Operators.Scheduling;

namespace Headroom.Operators.Targets;

/// <summary>Measures how long pods take from creation to readiness and tells the autoscalers of their workload.</summary>
/// <remarks>
/// Times are taken when the watch shows them: the API's own are whole seconds, which is a minute in a replay at 60.
/// </remarks>
internal sealed class StartUpWatcher
{
    // When each pod was first seen, by uid; null once it has been ready, or when its creation was not seen.
    private readonly ConcurrentDictionary<string, long?> _created = new();
    private readonly Informer<Pod> _pods;
    private readonly ObjectIndex<(string, string, string), PredictiveAutoscaler> _autoscalers;
    private readonly AutoscalerRegistry _registry;
    private readonly ReplayClock _clock;
    private readonly TimeProvider _wall;

    public StartUpWatcher(Informer<Pod> pods, Informer<PredictiveAutoscaler> autoscalers, AutoscalerRegistry registry, ReplayClock clock, TimeProvider wall)
    {
        _autoscalers = autoscalers.AddIndex(a => new[] { (a.Metadata.Namespace ?? "", a.Spec.ScaleTargetRef.Kind, a.Spec.ScaleTargetRef.Name) });
        _pods = pods;
        _registry = registry;
        _clock = clock;
        _wall = wall;
        pods.Subscribe(OnChange);
    }

    /// <summary>What is kept of a pod in the cache: 10,000 of them must stay small.</summary>
    public static Pod Trim(Pod pod) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = pod.Metadata.Name,
            Namespace = pod.Metadata.Namespace,
            Uid = pod.Metadata.Uid,
            ResourceVersion = pod.Metadata.ResourceVersion,
            CreationTimestamp = pod.Metadata.CreationTimestamp,
            OwnerReferences = pod.Metadata.OwnerReferences,
            Annotations = SchedulingFeed.KeptAnnotations(pod),
            Labels = pod.Metadata.Label(TemplateHash) is { } hash ? new Dictionary<string, string>(1) { [TemplateHash] = hash } : null,
        },
        Spec = pod.Spec is { } spec ? new PodSpec { NodeName = spec.NodeName, Priority = spec.Priority, Containers = [.. spec.Containers.Select(RequestsOnly)] } : null,
        Status = pod.Status is { } status ? new PodStatus { Phase = status.Phase, Conditions = [.. status.Conditions.Where(c => c.Type == "Ready")] } : null,
    };

    private static Container RequestsOnly(Container container) =>
        new() { Name = container.Name, Resources = container.Resources is { } asked ? new ResourceRequirements { Requests = asked.Requests } : null };

    private const string TemplateHash = "pod-template-hash";

    private void OnChange(ObjectChange<Pod> change)
    {
        var uid = change.Item.Metadata.Uid ?? "";
        if (change.New is not { } pod)
        {
            _created.TryRemove(uid, out _);
            return;
        }

        if (!IsReady(pod))
        {
            // A pod of the first list may be of any age, and one that was ready before is not starting.
            _created.TryAdd(uid, _pods.HasSynced ? _wall.GetTimestamp() : null);
            return;
        }

        _created.TryGetValue(uid, out var seen);
        _created[uid] = null;
        if (seen is { } since && Workload(pod) is { } workload)
        {
            var startUp = _clock.FromWall(_wall.GetElapsedTime(since));
            foreach (var autoscaler in _autoscalers.Find((pod.Metadata.Namespace ?? "", workload.Kind, workload.Name)))
            {
                _registry.Find(new AutoscalerKey(autoscaler.Metadata.Namespace ?? "", autoscaler.Metadata.Name ?? ""))?.ReportStart(startUp);
            }
        }
    }

    private static bool IsReady(Pod pod) => pod.Status?.Conditions.Any(c => c is { Type: "Ready", IsTrue: true }) ?? false;

    /// <summary>The workload a pod belongs to: its controller, or the Deployment behind its ReplicaSet.</summary>
    private static (string Kind, string Name)? Workload(Pod pod)
    {
        if (pod.Metadata.FindController() is not { Kind: { } kind, Name: { } name })
        {
            return null;
        }

        // A Deployment names its ReplicaSets after itself and the hash of the template, which the pods carry as a label.
        return kind == "ReplicaSet" && pod.Metadata.Label(TemplateHash) is { } hash && name.EndsWith("-" + hash, StringComparison.Ordinal)
            ? ("Deployment", name[..^(hash.Length + 1)])
            : (kind, name);
    }
}

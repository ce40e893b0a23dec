using Headroom.Kubernetes.Autoscaling;
using Headroom.Kubernetes.Watching;
using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Decisions;

namespace Headroom.Operators.Targets;

/// <summary>Other scalers of the same target. A KEDA ScaledObject acts through an HPA that it owns, so HPAs show both.</summary>
internal sealed class RivalFinder
{
    private readonly ObjectIndex<(string, string, string), HorizontalPodAutoscaler> _byTarget;
    private readonly ObjectIndex<(string, string, string), PredictiveAutoscaler> _ours;

    public RivalFinder(Informer<HorizontalPodAutoscaler> scalers, Informer<PredictiveAutoscaler> autoscalers)
    {
        _byTarget = scalers.AddIndex(h => h.Spec?.ScaleTargetRef is { } target
            ? [(h.Metadata.Namespace ?? "", target.Kind, target.Name)]
            : Array.Empty<(string, string, string)>());
        _ours = autoscalers.AddIndex(a => new[] { (a.Metadata.Namespace ?? "", a.Spec.ScaleTargetRef.Kind, a.Spec.ScaleTargetRef.Name) });
    }

    /// <summary>By kind and name. An autoscaler of ours counts only when it acts and is older, so that exactly one of two acts.</summary>
    public IReadOnlyList<RivalRecord> Find(PredictiveAutoscaler autoscaler)
    {
        var target = autoscaler.Spec.ScaleTargetRef;
        var key = (autoscaler.Metadata.Namespace ?? "", target.Kind, target.Name);
        var foreign = _byTarget.Find(key);
        var ours = _ours.Find(key);
        if (foreign.Count == 0 && ours.Count <= 1)
        {
            return [];
        }

        var rivals = foreign.Select(Describe).ToList();
        rivals.AddRange(ours
            .Where(o => o.Spec.Mode == "Apply" && o.Metadata.Uid != autoscaler.Metadata.Uid && Age(o).CompareTo(Age(autoscaler)) < 0)
            .Select(o => new RivalRecord("PredictiveAutoscaler", o.Metadata.Name ?? "", o.Status?.DesiredReplicas)));
        return [.. rivals.OrderBy(r => r.Kind, StringComparer.Ordinal).ThenBy(r => r.Name, StringComparer.Ordinal)];
    }

    private static (DateTimeOffset, string) Age(PredictiveAutoscaler a) => (a.Metadata.CreationTimestamp ?? default, a.Metadata.Uid ?? "");

    private static RivalRecord Describe(HorizontalPodAutoscaler scaler)
    {
        var keda = scaler.Metadata.OwnerReferences?.FirstOrDefault(o => o.Kind == "ScaledObject");
        return keda is null
            ? new RivalRecord("HorizontalPodAutoscaler", scaler.Metadata.Name ?? "", scaler.Status?.DesiredReplicas)
            : new RivalRecord("ScaledObject", keda.Name ?? "", scaler.Status?.DesiredReplicas);
    }
}

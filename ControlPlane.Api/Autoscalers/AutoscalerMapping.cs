using Headroom.ControlPlane.Api.Decisions;
using Headroom.Operators.Decisions;

namespace Headroom.ControlPlane.Api.Autoscalers;

/// <summary>From the controllers' summary to the wire's item.</summary>
internal static class AutoscalerMapping
{
    public static AutoscalerItem ToItem(this AutoscalerSummary summary) => new()
    {
        Namespace = summary.Key.Namespace,
        Name = summary.Key.Name,
        TargetKind = summary.TargetKind,
        TargetName = summary.TargetName,
        Mode = summary.Mode.ToString(),
        Policy = summary.Policy,
        MinReplicas = summary.MinReplicas,
        MaxReplicas = summary.MaxReplicas,
        ServiceLevel = summary.ServiceLevel,
        IsPaused = summary.IsPaused,
        Indicators = summary.Indicators,
        Conditions =
        [
            .. summary.Conditions.Select(static c =>
                new ConditionItem(c.Type, c.Status, c.Reason, c.Message, c.LastTransitionTime)),
        ],
        LastDecision = summary.LastDecision?.ToItem(id: null),
    };
}

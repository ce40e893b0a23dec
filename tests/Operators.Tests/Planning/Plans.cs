using Headroom.Kubernetes;
using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Autoscaling.Observing;
using Headroom.Operators.Autoscaling.Planning;

namespace Headroom.Operators.Tests.Planning;

/// <summary>Reads plans, and carries one on to the next decision.</summary>
internal static class Plans
{
    public static Condition Condition(this AutoscalerPlan plan, string type) => plan.Status.Conditions!.Single(c => c.Type == type);

    public static (string Status, string? Reason) State(this AutoscalerPlan plan, string type) =>
        (plan.Condition(type).Status, plan.Condition(type).Reason);

    /// <summary>The later view, as it is after the plan's status and decision were written at <paramref name="written"/>.</summary>
    public static AutoscalerView After(this AutoscalerView later, AutoscalerPlan plan, DateTimeOffset? written) => later with
    {
        Object = new PredictiveAutoscaler { Metadata = later.Object.Metadata, Spec = later.Object.Spec, Status = plan.Status },
        LastDecision = plan.Decision,
        StatusWrittenAt = written,
    };
}

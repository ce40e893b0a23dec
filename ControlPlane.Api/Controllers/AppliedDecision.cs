using System.Globalization;
using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Decisions;
using Headroom.Operators.Text;
using Headroom.Scaling.Policies;

namespace Headroom.ControlPlane.Api.Controllers;

/// <summary>The last decision on an object, as its status tells it.</summary>
internal static class AppliedDecision
{
    /// <returns>Null where the last decision wrote no scale: only those that did are journaled without fail.</returns>
    public static ScalingDecision? Of(PredictiveAutoscaler item) =>
        item.Status is { Decision: { Applied: true } told } status
            ? new ScalingDecision
            {
                Key = new AutoscalerKey(item.Metadata.Namespace ?? "", item.Metadata.Name ?? ""),
                Uid = item.Metadata.Uid ?? "",
                Time = told.Time,
                Mode = ActingMode.Apply,
                Policy = Enum.TryParse<PolicyKind>(told.Policy, out var policy) ? policy : PolicyKind.Headroom,
                Current = status.CurrentReplicas ?? told.Desired,
                Ready = status.ReadyReplicas ?? 0,
                Desired = told.Desired,
                Reason = told.Reason,
                Message = told.Message,
                Demand = Number(told.Demand),
                PredictedMean = Number(told.PredictedMean),
                PredictedUpper = Number(told.PredictedUpper),
                CapacityPerReplica = Number(told.CapacityPerReplica),
                Horizon = DurationText.TryParse(told.Horizon, out var horizon) ? horizon : TimeSpan.Zero,
                Applied = true,
            }
            : null;

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;
}

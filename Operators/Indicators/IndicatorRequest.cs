using Headroom.Operators.Autoscaling.Api;

namespace Headroom.Operators.Indicators;

/// <summary>What is asked of a source: samples in (After, Until].</summary>
/// <param name="Namespace">Namespace of the autoscaler, where its Secrets and pods are.</param>
/// <param name="Indicator">Which signal.</param>
/// <param name="Target">The workload, for resource indicators.</param>
/// <param name="After">Exclusive; the newest sample already held, or the start of the history.</param>
/// <param name="Until">Inclusive; the decision's time.</param>
/// <param name="Step">Spacing of the samples.</param>
internal sealed record IndicatorRequest(
    string Namespace, IndicatorSpec Indicator, ScaleTargetSpec Target, DateTimeOffset After, DateTimeOffset Until, TimeSpan Step);

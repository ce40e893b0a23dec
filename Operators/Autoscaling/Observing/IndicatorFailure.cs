namespace Headroom.Operators.Autoscaling.Observing;

/// <summary>An indicator that could not be read.</summary>
internal sealed record IndicatorFailure(string Indicator, string Reason, string Message);

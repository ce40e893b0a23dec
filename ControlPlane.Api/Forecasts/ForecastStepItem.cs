namespace Headroom.ControlPlane.Api.Forecasts;

/// <summary>Predicted demand at one time: the mean, and one quantile per level.</summary>
internal sealed record ForecastStepItem(DateTimeOffset Time, float? Mean, IReadOnlyList<float?> Quantiles);

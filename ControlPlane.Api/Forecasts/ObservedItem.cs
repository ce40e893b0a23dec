namespace Headroom.ControlPlane.Api.Forecasts;

/// <summary>Demand at one step; null where it is missing.</summary>
internal sealed record ObservedItem(DateTimeOffset Time, float? Value);

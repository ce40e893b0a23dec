namespace Headroom.ControlPlane.Api.Forecasts;

/// <summary>One forecaster of the pool, its weight and its validation score.</summary>
internal sealed record MemberItem(string Name, float? Weight, float? ValidationCrps);

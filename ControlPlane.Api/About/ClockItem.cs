namespace Headroom.ControlPlane.Api.About;

/// <summary>The decision clock, and how fast it runs against the wall clock.</summary>
internal sealed record ClockItem(DateTimeOffset Time, double Speed);

namespace Headroom.ControlPlane.Api.About;

/// <summary>What runs here.</summary>
internal sealed record AboutItem(string Version, ClockItem Clock, DatabaseItem Database);

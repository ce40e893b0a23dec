namespace Headroom.ControlPlane.Api.About;

/// <summary>Whether history is stored, and in words why not.</summary>
internal sealed record DatabaseItem(bool IsAvailable, string Detail);

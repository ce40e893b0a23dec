namespace Headroom.ControlPlane.Api.Decisions;

/// <summary>Another scaler on the same target, and what it asks for.</summary>
internal sealed record RivalItem(string Kind, string Name, int? Desired);

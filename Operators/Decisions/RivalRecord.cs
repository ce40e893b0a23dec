namespace Headroom.Operators.Decisions;

/// <summary>Another scaler on the same target, and what it wants.</summary>
/// <param name="Kind">HorizontalPodAutoscaler or ScaledObject.</param>
/// <param name="Name">Its name, in the autoscaler's namespace.</param>
/// <param name="Desired">Replicas it asks for; null when it has not said.</param>
public sealed record RivalRecord(string Kind, string Name, int? Desired);

namespace Headroom.Operators.Decisions;

/// <summary>Replicas at one decision.</summary>
public readonly record struct ReplicaPoint(DateTimeOffset Time, int Desired, int Ready);

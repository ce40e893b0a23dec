namespace Headroom.ControlPlane.Api.Forecasts;

/// <summary>Replicas decided and ready at one decision.</summary>
internal sealed record ReplicaItem(DateTimeOffset Time, int Desired, int Ready);

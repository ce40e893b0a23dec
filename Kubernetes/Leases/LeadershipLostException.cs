namespace Headroom.Kubernetes.Leases;

/// <summary>This process may no longer write as the leader; another may have taken over.</summary>
public sealed class LeadershipLostException(string message) : Exception(message);

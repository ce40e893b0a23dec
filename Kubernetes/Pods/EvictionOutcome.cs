namespace Headroom.Kubernetes.Pods;

/// <summary>What came of asking a pod to leave.</summary>
public enum EvictionOutcome
{
    /// <summary>It is being deleted.</summary>
    Evicted,

    /// <summary>A disruption budget forbids it for now; ask again later.</summary>
    Blocked,

    /// <summary>There is no such pod any more.</summary>
    Gone,
}

namespace Headroom.Kubernetes.Workloads;

/// <summary>What Deployment, ReplicaSet and StatefulSet statuses share.</summary>
public sealed record WorkloadStatus
{
    /// <summary>Pods that exist, terminating ones left out.</summary>
    public int Replicas { get; init; }

    public int ReadyReplicas { get; init; }

    public int AvailableReplicas { get; init; }

    public int UpdatedReplicas { get; init; }

    /// <summary>The spec that these numbers answer.</summary>
    public long? ObservedGeneration { get; init; }

    public IReadOnlyList<Condition> Conditions { get => field ?? []; init; }
}

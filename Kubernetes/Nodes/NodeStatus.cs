namespace Headroom.Kubernetes.Nodes;

/// <summary>What the node has.</summary>
public sealed record NodeStatus
{
    public IReadOnlyDictionary<string, Quantity>? Capacity { get; init; }

    /// <summary>Capacity less what the system keeps.</summary>
    public IReadOnlyDictionary<string, Quantity>? Allocatable { get; init; }

    public IReadOnlyList<Condition> Conditions { get => field ?? []; init; }
}

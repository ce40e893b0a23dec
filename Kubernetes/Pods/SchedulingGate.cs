namespace Headroom.Kubernetes.Pods;

/// <summary>Holds a pod back from scheduling.</summary>
public sealed record SchedulingGate
{
    public string Name { get => field ?? ""; init; }
}

namespace Headroom.Kubernetes.Autoscaling;

/// <summary>Names an object in the same namespace by kind.</summary>
public sealed record ScaleTargetReference
{
    /// <summary>Null means the core group.</summary>
    public string? ApiVersion { get; init; }

    public string Kind { get => field ?? ""; init; }

    public string Name { get => field ?? ""; init; }
}

namespace Headroom.Kubernetes.Pods;

/// <summary>A container and what it asks for.</summary>
public sealed record Container
{
    public string Name { get => field ?? ""; init; }

    public string? Image { get; init; }

    public ResourceRequirements? Resources { get; init; }
}

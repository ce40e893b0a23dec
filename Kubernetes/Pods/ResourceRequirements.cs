namespace Headroom.Kubernetes.Pods;

/// <summary>Requests and limits by resource name, such as <c>cpu</c> or <c>nvidia.com/gpu</c>.</summary>
public sealed record ResourceRequirements
{
    public IReadOnlyDictionary<string, Quantity>? Requests { get; init; }

    public IReadOnlyDictionary<string, Quantity>? Limits { get; init; }
}

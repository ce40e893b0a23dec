namespace Headroom.Kubernetes;

/// <summary>One reason within a refusal.</summary>
public sealed record ApiStatusCause
{
    public string? Reason { get; init; }

    public string? Message { get; init; }

    /// <summary>Path of the field, such as <c>spec.maxReplicas</c>.</summary>
    public string? Field { get; init; }
}

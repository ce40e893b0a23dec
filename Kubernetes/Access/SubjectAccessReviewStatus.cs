namespace Headroom.Kubernetes.Access;

/// <summary>The verdict.</summary>
public sealed record SubjectAccessReviewStatus
{
    public bool Allowed { get; init; }

    /// <summary>Refused outright, not merely unmentioned.</summary>
    public bool Denied { get; init; }

    public string? Reason { get; init; }

    public string? EvaluationError { get; init; }
}

namespace Headroom.Kubernetes;

/// <summary>metav1.Status: how the server explains a refusal.</summary>
public sealed record ApiStatus
{
    /// <summary>The HTTP status code.</summary>
    public int Code { get; init; }

    /// <summary>For programs, such as <c>NotFound</c>, <c>AlreadyExists</c>, <c>Conflict</c>, <c>Expired</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>For people.</summary>
    public string? Message { get; init; }

    public ApiStatusDetails? Details { get; init; }
}

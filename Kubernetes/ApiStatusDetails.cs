namespace Headroom.Kubernetes;

/// <summary>What a refusal was about.</summary>
public sealed record ApiStatusDetails
{
    public string? Name { get; init; }

    public string? Group { get; init; }

    public string? Kind { get; init; }

    public string? Uid { get; init; }

    /// <summary>Seconds to wait before trying again.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>One per rejected field.</summary>
    public IReadOnlyList<ApiStatusCause>? Causes { get; init; }
}

namespace Headroom.Kubernetes;

/// <summary>The API server refused a request.</summary>
public sealed class KubernetesApiException : Exception
{
    public KubernetesApiException(ApiStatus status, TimeSpan? retryAfter = null)
        : base(status.Message ?? $"the server answered {status.Code} {status.Reason}")
    {
        Status = status;
        RetryAfter = retryAfter
            ?? (status.Details?.RetryAfterSeconds is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : null);
    }

    public ApiStatus Status { get; }

    /// <summary>How long the server asks to wait; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; }

    public bool IsNotFound => Status.Code == 404;

    /// <summary>409 for a stale resourceVersion or an apply conflict, but not for a name that is taken.</summary>
    public bool IsConflict => Status.Code == 409 && !IsAlreadyExists;

    public bool IsAlreadyExists => Status.Code == 409 && Status.Reason is "AlreadyExists";

    /// <summary>410: the version or continue token is too old; list again.</summary>
    public bool IsGone => Status.Code == 410;

    public bool IsUnauthorized => Status.Code == 401;

    public bool IsForbidden => Status.Code == 403;

    /// <summary>429: overload, or for an eviction a disruption budget.</summary>
    public bool IsTooManyRequests => Status.Code == 429;
}

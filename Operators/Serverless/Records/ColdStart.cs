namespace Headroom.Operators.Serverless.Records;

/// <summary>One start of a replica, by component: each lasts until the next begins. Null where it could not be seen.</summary>
public sealed record ColdStart
{
    public required string Namespace { get; init; }

    public required string Service { get; init; }

    /// <summary>Of the service: a recreated one begins a new history.</summary>
    public required string ServiceUid { get; init; }

    public required string Pod { get; init; }

    public required string PodUid { get; init; }

    /// <summary>When the first request was held for it, or else when the pod was made.</summary>
    public required DateTimeOffset Began { get; init; }

    /// <summary>Why there was one more replica: the reason of the decision; Replaced where none asked for it.</summary>
    public required string Cause { get; init; }

    /// <summary>True where no other replica was ready.</summary>
    public required bool IsFromZero { get; init; }

    /// <summary>True where requests were held until it was ready.</summary>
    public required bool WasAwaited { get; init; }

    /// <summary>From the first held request to the pod: asking, deciding, writing.</summary>
    public required double DecisionSeconds { get; init; }

    public required double SchedulingSeconds { get; init; }

    /// <summary>As the kubelet says in its event; null where no event was found, and the pull is part of the container's start.</summary>
    public double? ImagePullSeconds { get; init; }

    /// <summary>Sandbox, volumes, init containers and the container itself.</summary>
    public required double ContainerStartSeconds { get; init; }

    /// <summary>From the container's start to readiness: a model's weights, mostly.</summary>
    public required double LoadingSeconds { get; init; }

    /// <summary>From readiness to the first byte that it answered through an activator; null where nobody asked it in time.</summary>
    public double? FirstByteSeconds { get; init; }

    public double TotalSeconds =>
        DecisionSeconds + SchedulingSeconds + (ImagePullSeconds ?? 0) + ContainerStartSeconds + LoadingSeconds + (FirstByteSeconds ?? 0);
}

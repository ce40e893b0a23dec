using Headroom.Kubernetes;

namespace Headroom.Operators.Serverless.Api;

/// <summary>What there is and why.</summary>
public sealed record ServerlessStatus
{
    public long? ObservedGeneration { get; set; }

    public string? Url { get; set; }

    public int Replicas { get; set; }

    public int ReadyReplicas { get; set; }

    public long ColdStarts { get; set; }

    public string? Reason { get; set; }

    /// <summary>The reason with its numbers, as of the last change of anything else.</summary>
    public string? Message { get; set; }

    public IReadOnlyList<Condition>? Conditions { get; set; }
}

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

    public IReadOnlyList<Condition>? Conditions { get; set; }
}

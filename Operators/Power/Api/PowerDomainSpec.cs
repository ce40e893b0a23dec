using Headroom.Kubernetes.Selectors;

namespace Headroom.Operators.Power.Api;

/// <summary>What the feed carries, whom it feeds and how it is kept.</summary>
public sealed record PowerDomainSpec
{
    public string Budget { get; set; } = "";

    /// <summary>The domain that feeds this one; null for a root.</summary>
    public string? Parent { get; set; }

    /// <summary>Nodes fed directly; null where only other domains are.</summary>
    public LabelSelector? NodeSelector { get; set; }

    public string Mode { get; set; } = "Recommend";

    public string Policy { get; set; } = "Predictive";

    public string Risk { get; set; } = "0.0000003";

    public MeasurementSpec Measurement { get; set; } = new();

    public IReadOnlyList<PriorityLevelSpec> Priorities { get => field ?? []; set; }

    /// <summary>Gateways that obey the allowance of PredictiveGate; each gets the same part of it.</summary>
    public int Gateways { get; set; } = 1;

    public PowerLeaseSpec Lease { get; set; } = new();
}

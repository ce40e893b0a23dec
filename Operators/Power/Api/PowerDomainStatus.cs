using Headroom.Kubernetes;

namespace Headroom.Operators.Power.Api;

/// <summary>What the feed draws, may draw and is kept to. Watts as whole numbers.</summary>
public sealed record PowerDomainStatus
{
    public long? ObservedGeneration { get; set; }

    public long? DrawWatts { get; set; }

    public long? ForecastPeakWatts { get; set; }

    public long? HeadroomWatts { get; set; }

    /// <summary>Most it can draw once no lease is renewed.</summary>
    public long? FailedWatts { get; set; }

    public long? NameplateWatts { get; set; }

    public int Nodes { get; set; }

    public int Gpus { get; set; }

    public int SilentNodes { get; set; }

    public string? Plan { get; set; }

    public IReadOnlyList<GroupCapStatus>? Caps { get; set; }

    public string? Allowance { get; set; }

    public int Brakes { get; set; }

    public IReadOnlyList<Condition>? Conditions { get; set; }
}

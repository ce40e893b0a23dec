using Headroom.Kubernetes.Selectors;
using Headroom.Operators.Decisions;
using Headroom.Operators.Power.Api;
using Headroom.Units;

namespace Headroom.Operators.Power.Settings;

/// <summary>A PowerDomain's spec, checked.</summary>
internal sealed record PowerSettings
{
    public required Watts Budget { get; init; }

    public string? Parent { get; init; }

    /// <summary>Null where no node hangs on it directly.</summary>
    public LabelRequirements? Nodes { get; init; }

    public required ActingMode Mode { get; init; }

    public required PowerPolicyKind Policy { get; init; }

    /// <summary>ε per decision, (0, 0.1].</summary>
    public required double Risk { get; init; }

    public required MeasurementSource Source { get; init; }

    public MeterQuerySpec? Prometheus { get; init; }

    public RedfishSpec? Redfish { get; init; }

    /// <summary>Of <see cref="Redfish"/>; none twice.</summary>
    public IReadOnlyList<Uri> RedfishAddresses { get; init; } = [];

    public required TimeSpan MaxAge { get; init; }

    public required Watts HostMax { get; init; }

    public required Watts UnmanagedNode { get; init; }

    /// <summary>Draw at the feed over what is measured, ≥ 1.</summary>
    public required double LossFactor { get; init; }

    public required PriorityLevels Levels { get; init; }

    /// <summary>Among how many the allowance is divided, ≥ 1.</summary>
    public required int Gateways { get; init; }

    public required TimeSpan Lease { get; init; }

    public required int ToleratedDeadAgents { get; init; }
}

using Headroom.Kubernetes;

namespace Headroom.Operators.Power.Api;

/// <summary>GPUs, limits, draw and lease of one node.</summary>
public sealed record NodePowerStatus
{
    public string? Domain { get; set; }

    public string? AgentVersion { get; set; }

    public string? DriverVersion { get; set; }

    public long? DrawWatts { get; set; }

    /// <summary>Most it draws without a lease, as far as is known.</summary>
    public long? SafeWatts { get; set; }

    /// <summary>Term and sequence of the last lease that the agent took.</summary>
    public string? Lease { get; set; }

    public int? PriorityLevel { get; set; }

    public IReadOnlyList<GpuPowerStatus>? Gpus { get; set; }

    public IReadOnlyList<Condition>? Conditions { get; set; }
}

namespace Headroom.Contracts.Power;

/// <summary>What an agent posts once a second.</summary>
public sealed record NodeReport
{
    /// <summary>Of the message; rises when a field changes its meaning, which a new field does not.</summary>
    public const uint CurrentVersion = 1;

    public uint Version { get; init; } = CurrentVersion;

    public required string Node { get; init; }

    public string AgentVersion { get; init; } = "";

    /// <summary>Changes when the node boots.</summary>
    public string BootId { get; init; } = "";

    /// <summary>Changes when the agent starts; the energy counters begin anew with it.</summary>
    public string Instance { get; init; } = "";

    /// <summary>Counts the reports of an instance.</summary>
    public long Number { get; init; }

    public DriverState Driver { get; init; }

    public string DriverVersion { get; init; } = "";

    /// <summary>Whether the agent may set limits here at all.</summary>
    public bool CanControl { get; init; }

    /// <summary>Processor and memory by RAPL; null where it cannot be read.</summary>
    public ulong? HostMilliwatts { get; init; }

    /// <summary>The newest lease this agent has seen; one at or below it is refused.</summary>
    public LeaseStamp? Lease { get; init; }

    public IReadOnlyList<GpuReport> Gpus { get; init; } = [];

    public IReadOnlyList<PodPower> Pods { get; init; } = [];
}

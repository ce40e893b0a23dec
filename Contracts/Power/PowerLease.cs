namespace Headroom.Contracts.Power;

/// <summary>The reply to a report.</summary>
public sealed record PowerLease
{
    public required LeaseStamp Stamp { get; init; }

    /// <summary>How long it holds, counted by the agent from when it sent the report; zero: no plan, stay safe.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>A GPU that is not named stays at its safe limit.</summary>
    public IReadOnlyList<GpuCap> Caps { get; init; } = [];

    /// <summary>Nobody plans this node's power any more: forget the safe limits and give the cards their defaults back.</summary>
    public bool IsRelease { get; init; }
}

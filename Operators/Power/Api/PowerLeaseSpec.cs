namespace Headroom.Operators.Power.Api;

/// <summary>spec.lease: what holds when nobody renews.</summary>
public sealed record PowerLeaseSpec
{
    public string Duration { get; set; } = "5s";

    /// <summary>k: agents that may be dead beside those known to be.</summary>
    public int ToleratedDeadAgents { get; set; } = 1;
}

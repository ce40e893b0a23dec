namespace Headroom.ControlPlane.Api.Energy;

/// <summary>Hours from, to (exclusive), and what to sum over.</summary>
internal sealed record EnergyQuery(DateTimeOffset From, DateTimeOffset To, EnergyGrouping By, int Limit);

/// <summary>What energy is summed by.</summary>
internal enum EnergyGrouping
{
    Namespace,
    Node,
    Pod,
    Hour,
}

/// <summary>One sum; the empty name is what GPUs drew without a pod.</summary>
internal sealed record EnergySum(string Name, long Millijoules);

using Headroom.Contracts.Power;

namespace Headroom.NodeAgent.Hosting;

/// <summary>What the agent knew at the end of a round: what is reported, served and printed.</summary>
/// <param name="Report">As it is sent.</param>
/// <param name="Limitations">What cannot be done or read here, in sentences.</param>
/// <param name="RefusedLeases">Leases that came out of order or too late.</param>
/// <param name="RefusedSetters">Limits and clocks that the driver did not take.</param>
internal sealed record NodeSnapshot(NodeReport Report, IReadOnlyList<string> Limitations, long RefusedLeases, long RefusedSetters);

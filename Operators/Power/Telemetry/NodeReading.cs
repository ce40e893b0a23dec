using Headroom.Contracts.Power;

namespace Headroom.Operators.Power.Telemetry;

/// <summary>A node's last report.</summary>
/// <param name="Report">As received.</param>
/// <param name="ReceivedAt">On the store's TimeProvider, by GetTimestamp: ages are measured, never read off a wall clock.</param>
public sealed record NodeReading(NodeReport Report, long ReceivedAt);

using Headroom.Contracts.Power;

namespace Headroom.NodeAgent.Safety;

/// <summary>What the clamp says of one GPU.</summary>
/// <param name="SafeLimitMilliwatts">On disk; null: none.</param>
/// <param name="State">How far it can be relied on.</param>
/// <param name="Lease">Whose cap it has; null at its safe limit.</param>
/// <param name="LockedClocks">As the driver accepted them.</param>
internal sealed record ClampStatus(uint? SafeLimitMilliwatts, SafeLimitState State, LeaseStamp? Lease, ClockRange? LockedClocks);

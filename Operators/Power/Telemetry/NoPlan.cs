using Headroom.Contracts.Power;

namespace Headroom.Operators.Power.Telemetry;

/// <summary>Nobody plans: no caps for no time, so every card stays at the safe limit it has, or as it was without one.</summary>
internal sealed class NoPlan : INodeLeases
{
    public PowerLease Grant(NodeReading reading, LeaseStamp stamp) => new() { Stamp = stamp };
}

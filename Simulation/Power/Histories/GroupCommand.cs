using Headroom.Power.Models;
using Headroom.Units;

namespace Headroom.Simulation.Power.Histories;

/// <param name="Clock">Locked.</param>
/// <param name="Limit">Per GPU; null for the default.</param>
internal readonly record struct GroupCommand(Megahertz Clock, Watts? Limit)
{
    public bool Holds(GpuModel gpu) => Clock < gpu.MaxClock || Limit is not null;
}

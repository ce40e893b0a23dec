using Headroom.Units;

namespace Headroom.Power.Policies;

/// <summary>What a controller sees of one group over the last interval.</summary>
/// <param name="Servers">All, silent ones included.</param>
/// <param name="Uncontrolled">
/// Servers without a fresh report, or whose clock reads back above the command: they count at the highest clock and are
/// not expected to obey.
/// </param>
/// <param name="ReadBack">Clock in force on the others, as read back; not what was commanded.</param>
/// <param name="Prefilling">Mean number of servers in prefill.</param>
/// <param name="OfferedPrefill">Work that arrived, held back or not: seconds of prefill at the highest clock per second.</param>
/// <param name="Held">Requests that gateways hold back now.</param>
public readonly record struct GroupReading(
    int Servers, int Uncontrolled, Megahertz ReadBack, double Prefilling, double OfferedPrefill, int Held);

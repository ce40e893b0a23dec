using Headroom.Contracts.Power;

namespace Headroom.Operators.Power.Telemetry;

/// <summary>
/// The seam between telemetry and planning. A planner replaces the default registration; it is asked on the request's
/// thread for every report, so it must answer from a plan made before, without waiting.
/// </summary>
public interface INodeLeases
{
    /// <summary>The lease that answers a report.</summary>
    /// <param name="reading">The report, already stored.</param>
    /// <param name="stamp">Term of this leadership and the next sequence; the lease carries it unchanged.</param>
    PowerLease Grant(NodeReading reading, LeaseStamp stamp);
}

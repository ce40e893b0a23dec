namespace Headroom.Placement.Fleet;

/// <summary>What the solver found.</summary>
public abstract record FleetPlan
{
    private FleetPlan()
    {
    }

    /// <param name="Counts">GPUs of each type.</param>
    /// <param name="Slices">Slices of each bucket by type: the routing weights.</param>
    /// <param name="DollarsPerHour">Of the counts.</param>
    /// <param name="BoundPerHour">No plan costs less; equal to the cost where the plan is proven the cheapest.</param>
    public sealed record Solved(IReadOnlyList<int> Counts, IReadOnlyList<IReadOnlyList<int>> Slices, double DollarsPerHour, double BoundPerHour) : FleetPlan
    {
        /// <summary>Percent of the cost that a cheaper plan could save at most.</summary>
        public double GapPercent => DollarsPerHour > 0 ? 100 * (DollarsPerHour - BoundPerHour) / DollarsPerHour : 0;
    }

    /// <summary>No type keeps the service level for this bucket.</summary>
    public sealed record Unserved(string Bucket) : FleetPlan;

    /// <summary>What can be had of each type is not enough for everything, or no plan within it was found in the rounds allowed.</summary>
    /// <param name="IsProven">There is no plan; otherwise none was found.</param>
    public sealed record NotEnough(bool IsProven) : FleetPlan;
}

using Headroom.Placement.Fleet;
using Headroom.Placement.Fleet.Profiles;

namespace Headroom.Simulation.Fleet;

/// <summary>The cheapest mix for a demand, beside every type alone.</summary>
/// <param name="Problem">What was solved.</param>
/// <param name="Outcome">The mix, or why there is none.</param>
/// <param name="Singles">By type, in the order of the profiles.</param>
public sealed record MixPlan(FleetProblem Problem, FleetPlan Outcome, IReadOnlyList<SingleTypePlan> Singles)
{
    /// <summary>Null where no type can do it alone.</summary>
    public SingleTypePlan? BestSingle => Singles.Where(static s => s.Count is not null).MinBy(static s => s.DollarsPerHour);

    /// <param name="demand">Rate and sizes.</param>
    /// <param name="profiles">On the grid of the sizes.</param>
    /// <exception cref="ArgumentException">The demand or a profile cannot be used.</exception>
    public static MixPlan For(FleetDemand demand, IReadOnlyList<ThroughputProfile> profiles)
    {
        ArgumentNullException.ThrowIfNull(demand);
        ArgumentNullException.ThrowIfNull(profiles);
        var problem = demand.ProblemFor(profiles);
        return new MixPlan(problem, FleetSolver.Solve(problem), [.. profiles.Select(p => Alone(demand, p))]);
    }

    private static SingleTypePlan Alone(FleetDemand demand, ThroughputProfile profile)
    {
        var needed = demand.PerSecond * (1 + demand.Margin) / profile.CapacityOf(demand.Mix);
        return needed <= profile.Gpu.Available
            ? new SingleTypePlan(profile.Gpu.Name, (int)Math.Ceiling(needed - 1e-9), Math.Ceiling(needed - 1e-9) * profile.Gpu.DollarsPerHour)
            : new SingleTypePlan(profile.Gpu.Name, null, null);
    }
}

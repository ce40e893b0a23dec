using Headroom.Placement.Fleet.Profiles;

namespace Headroom.Placement.Fleet.Following;

/// <summary>The cheapest counts of every offer for a rate, solved once for rates within a few percent and what can be had.</summary>
public sealed class OfferCatalog
{
    private const int Effort = 600;
    private const double Grid = 1.02;
    private const double Penalty = 1_000;

    private readonly SizeMix _mix;
    private readonly IReadOnlyList<ThroughputProfile> _profiles;
    private readonly double _startHours;
    private readonly Dictionary<string, IReadOnlyList<int>?> _known = new(StringComparer.Ordinal);

    /// <param name="mix">Sizes of the requests.</param>
    /// <param name="profiles">On its grid.</param>
    /// <param name="offers">At least one of a type for every size.</param>
    /// <param name="startHours">Time a node takes to start.</param>
    public OfferCatalog(SizeMix mix, IReadOnlyList<ThroughputProfile> profiles, IReadOnlyList<FleetOffer> offers, double startHours)
    {
        (_mix, _profiles, Offers, _startHours) = (mix, profiles, offers, startHours);
        Capacity = new FleetCapacity(mix, profiles);
    }

    public IReadOnlyList<FleetOffer> Offers { get; }

    public FleetCapacity Capacity { get; }

    /// <returns>GPUs of each offer; null when what can be had is not enough.</returns>
    /// <param name="perSecond">Requests/s, taken up to the next step of 2%.</param>
    /// <param name="available">The most of each offer.</param>
    public IReadOnlyList<int>? Cheapest(double perSecond, IReadOnlyList<int> available)
    {
        ArgumentNullException.ThrowIfNull(available);
        var level = (int)Math.Ceiling(Math.Log(Math.Max(perSecond, 0.01)) / Math.Log(Grid));
        var key = $"{level}:{string.Join(',', available)}";
        return _known.TryGetValue(key, out var known) ? known : _known[key] = Solve(Math.Pow(Grid, level), available);
    }

    public double DollarsPerHour(IReadOnlyList<int> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return Offers.Select((o, i) => counts[i] * o.DollarsPerHour).Sum();
    }

    /// <summary>Requests/s that counts of offers carry.</summary>
    public double CapacityOf(IReadOnlyList<int> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var byType = new int[_profiles.Count];
        for (var i = 0; i < counts.Count; i++)
        {
            byType[Offers[i].Type] += counts[i];
        }

        return Capacity.Of(byType);
    }

    private IReadOnlyList<int>? Solve(double perSecond, IReadOnlyList<int> available)
    {
        var problem = new FleetDemand(perSecond, _mix).ProblemFor([.. Offers.Select((o, i) => _profiles[o.Type].At(
            new FleetGpu($"{_profiles[o.Type].Gpu.Name} {(o.IsSpot ? "spot" : "on demand")}", o.DollarsWithRisk(_startHours), available[i])))]);
        return Offers.Where((o, i) => o.IsSpot && available[i] > 0).Any() ? Rounded(problem, perSecond, available)
            : FleetSolver.Solve(problem, Effort) is FleetPlan.Solved plan ? plan.Counts : null;
    }

    // With two prices a type the exact search has twice the depth, and a fleet that moves every few minutes gains little by it:
    // the relaxation, rounded up, and then less wherever that still carries the rate.
    private int[]? Rounded(FleetProblem problem, double perSecond, IReadOnlyList<int> available)
    {
        var relaxation = new FleetRelaxation(problem);
        double[] prices = [.. problem.Gpus.Select(static g => g.DollarsPerHour)];
        relaxation.Solve(prices, [.. available.Select(static a => (double)a)], Penalty, new SliceBounds(problem), new double[prices.Length], double.PositiveInfinity);
        int[] counts = [.. available.Select((a, i) => (int)Math.Min(a, Math.Ceiling(relaxation.LoadOf(i) - 1e-6)))];
        if (CapacityOf(counts) < perSecond * (1 - 1e-6))
        {
            return null;
        }

        var byPrice = Enumerable.Range(0, counts.Length).OrderByDescending(i => prices[i]).ToList();
        while (byPrice.Exists(i => Lessens(counts, i, perSecond)) || byPrice.Exists(i => byPrice.Exists(k => prices[k] < prices[i] && counts[k] < available[k] && Exchanges(counts, i, k, perSecond))))
        {
        }

        return counts;
    }

    private bool Lessens(int[] counts, int offer, double perSecond)
    {
        counts[offer]--;
        if (counts[offer] >= 0 && CapacityOf(counts) >= perSecond * (1 - 1e-9))
        {
            return true;
        }

        counts[offer]++;
        return false;
    }

    private bool Exchanges(int[] counts, int dear, int cheap, double perSecond)
    {
        counts[cheap]++;
        if (Lessens(counts, dear, perSecond))
        {
            return true;
        }

        counts[cheap]--;
        return false;
    }
}

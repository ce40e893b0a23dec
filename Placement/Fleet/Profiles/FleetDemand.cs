namespace Headroom.Placement.Fleet.Profiles;

/// <summary>A rate of requests of certain sizes as the load that a fleet has to carry.</summary>
/// <param name="PerSecond">Requests/s; above 0.</param>
/// <param name="Mix">Their sizes.</param>
/// <param name="Margin">Share of the load that is added for what was not foreseen, 0 or more.</param>
public sealed record FleetDemand(double PerSecond, SizeMix Mix, double Margin = 0)
{
    /// <summary>Mélange's: parts of a bucket that may be served by different types.</summary>
    public const int DefaultSlices = 8;

    /// <param name="profiles">On the grid of the mix.</param>
    /// <param name="slices">Of each bucket that has requests.</param>
    /// <exception cref="ArgumentException">The rate or margin cannot be used, or a profile has another grid.</exception>
    public FleetProblem ProblemFor(IReadOnlyList<ThroughputProfile> profiles, int slices = DefaultSlices)
    {
        ArgumentNullException.ThrowIfNull(profiles);
        if (!(PerSecond > 0 && double.IsFinite(PerSecond)) || !(Margin >= 0 && double.IsFinite(Margin)))
        {
            throw new ArgumentException($"{PerSecond} requests/s and a margin of {Margin}: a rate is above 0 and a margin not below");
        }

        if (profiles.FirstOrDefault(p => !p.Grid.IsSameAs(Mix.Grid)) is { } foreign)
        {
            throw new ArgumentException($"{foreign.Gpu.Name} was measured on other buckets than the requests are counted in", nameof(profiles));
        }

        return new FleetProblem(
            [.. profiles.Select(static p => p.Gpu)],
            [.. Enumerable.Range(0, Mix.Grid.Count).Where(b => Mix.Shares[b] > 0).Select(b =>
                new FleetBucket(Mix.Grid.Name(b), slices, [.. profiles.Select(p => LoadPerSlice(p, b, slices))]))]);
    }

    private double LoadPerSlice(ThroughputProfile profile, int bucket, int slices) =>
        PerSecond * Mix.Shares[bucket] * (1 + Margin) / slices / profile.PerSecond[bucket]; // throughput 0 makes it infinite
}

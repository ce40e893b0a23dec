using Headroom.Placement.Fleet.Following;
using Headroom.Placement.Fleet.Profiles;

namespace Headroom.Simulation.Fleet.Days;

/// <summary>What days are drawn for: mixed sizes in twelve buckets, four types on demand and as spot at two fifths of the price.</summary>
public sealed class FleetDaySetting
{
    private const double SpotPrice = 0.4;

    // A GPU in seventeen is taken back within an hour.
    private const double InterruptionsPerHour = 0.06;
    private const double StartHours = FleetDayReplay.StartMinutes / 60.0;
    private const int OnDemand = 500;

    private static readonly SizeGrid Coarse = new([256, 1024, 4096, 16384], [128, 512, 1024]);

    // About half of what a mean day needs, all types together.
    private static readonly int[] SpotPools = [10, 12, 5, 2];

    public FleetDaySetting()
    {
        var whole = PublishedSizes.Mixed;
        var mix = SizeMix.Of(Coarse, Enumerable.Range(0, whole.Grid.Count).Select(b => (whole.Grid.Input(b), whole.Grid.Output(b), whole.Shares[b])));
        var profiles = PublishedGpus.Profiles(Coarse, PublishedGpus.RelaxedTokenSeconds);
        Catalog = new OfferCatalog(
            mix, profiles,
            [
                .. profiles.Select(static (p, j) => new FleetOffer(j, p.Gpu.DollarsPerHour)),
                .. profiles.Select(static (p, j) => new FleetOffer(j, SpotPrice * p.Gpu.DollarsPerHour, InterruptionsPerHour)),
            ],
            StartHours);
        TypesForEverySize = [.. Enumerable.Range(0, profiles.Count).Where(j => profiles[j].CapacityOf(mix) > 0)];
    }

    public OfferCatalog Catalog { get; }

    /// <summary>Types, and so their offers on demand, that can carry the whole load alone.</summary>
    public IReadOnlyList<int> TypesForEverySize { get; }

    /// <param name="meanRate">Requests/s.</param>
    /// <param name="seed">Of the day.</param>
    public FleetDay Draw(double meanRate, int seed) =>
        FleetDay.Draw(Catalog.Offers, [.. Enumerable.Repeat(OnDemand, SpotPools.Length), .. SpotPools], meanRate, seed);
}

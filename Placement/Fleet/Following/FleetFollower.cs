namespace Headroom.Placement.Fleet.Following;

/// <summary>
/// The two-stage decision: capacity is committed now, before the demand is known; what then finds no room is the recourse and
/// has a price.
/// </summary>
/// <remarks>
/// Sizes keep their mix while the rate varies, so a fleet carries one number K of requests/s, and the program
/// min_K V(K) + s·E[(D − K)⁺] has one dimension: V is the cheapest mix that carries K, D the peak of the demand, s the price of
/// a request without room. V is solved for the quantiles of D alone, since between two of them only V changes.
/// </remarks>
public static class FleetFollower
{
    private const int Candidates = 10;

    public static FleetMove Decide(FleetSituation situation, OfferCatalog catalog, FollowingPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(situation);
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(policy);
        var needed = BestLevel(situation.Soon, situation.Available, catalog, policy);
        if (catalog.CapacityOf(situation.Counts) < needed * (1 - 1e-9))
        {
            return catalog.Cheapest(needed, situation.Available) is { } grown
                ? new FleetMove(grown, FleetMoveReason.Grow, needed)
                : new FleetMove(situation.Available, FleetMoveReason.NoCapacity, needed);
        }

        // Shrinking, or trading for cheaper offers: only to a fleet that will do for longer, and for enough.
        var later = Math.Max(needed, BestLevel(situation.Later, situation.Available, catalog, policy));
        var now = catalog.DollarsPerHour(situation.Counts);
        return catalog.Cheapest(later, situation.Available) is { } other && catalog.DollarsPerHour(other) < now * (1 - policy.LeastSaving)
            ? new FleetMove(other, FleetMoveReason.Exchange, later)
            : new FleetMove(situation.Counts, FleetMoveReason.Keep, needed);
    }

    private static double BestLevel(IReadOnlyList<double> peaks, IReadOnlyList<int> available, OfferCatalog catalog, FollowingPolicy policy)
    {
        double[] sorted = [.. peaks.Order()];
        var (best, least, each) = (sorted[^1], double.PositiveInfinity, 0.0);
        for (var i = 0; i < Candidates; i++)
        {
            // Upper half only: serving costs less than the price of a shortfall, so no lower level can be best.
            var level = sorted[(int)((sorted.Length - 1) * (0.5 + 0.5 * i / (Candidates - 1)))];
            if (catalog.Cheapest(level, available) is not { } counts)
            {
                break;
            }

            var cost = catalog.DollarsPerHour(counts);
            each = each > 0 ? each : cost / Math.Max(level, 1e-9);
            var total = cost + policy.ShortfallFactor * each * sorted.Average(d => Math.Max(0, d - level));
            (best, least) = total < least ? (level, total) : (best, least);
        }

        return best;
    }
}

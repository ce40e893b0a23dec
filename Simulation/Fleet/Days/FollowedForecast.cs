using Headroom.Placement.Fleet.Following;

namespace Headroom.Simulation.Fleet.Days;

/// <summary>Ours: a forecast of peaks, and the two-stage decision on it.</summary>
/// <param name="catalog">Of all offers.</param>
/// <param name="policy">What moves the fleet.</param>
/// <param name="heldMinutes">Time that a GPU must be of no use before it goes.</param>
/// <param name="takesSpot">Without: what the forecast alone is worth.</param>
public sealed class FollowedForecast(OfferCatalog catalog, FollowingPolicy policy, int heldMinutes, bool takesSpot) : IFleetPolicy
{
    // Minutes in which a node serves that is asked for now, until one that is asked for in the next minute.
    private const int Ready = FleetDayReplay.StartMinutes;

    public string Name => takesSpot ? "Headroom" : "Headroom without spot";

    public IReadOnlyList<int> Target(FleetView view)
    {
        int[] available = [.. view.Available.Select((a, i) => takesSpot || !catalog.Offers[i].IsSpot ? a : 0)];
        var situation = new FleetSituation(
            view.Counts, available, GrowthForecast.Loads(view.Day, view.Minute, Ready, Ready + 1, isPeak: false), GrowthForecast.Loads(view.Day, view.Minute, 0, heldMinutes, isPeak: true));
        return FleetFollower.Decide(situation, catalog, policy).Counts;
    }
}

using Headroom.Placement.Fleet.Following;

namespace Headroom.Simulation.Fleet.Days;

/// <summary>The cheapest mix for the load of the last minute and a margin, solved again every five minutes.</summary>
/// <param name="catalog">Of all offers.</param>
/// <param name="margin">Share of the load.</param>
/// <param name="takesSpot">Whether it buys spot as if that stayed; Mélange knows on demand alone.</param>
public sealed class ResolvedMelange(OfferCatalog catalog, double margin, bool takesSpot) : IFleetPolicy
{
    private const int Every = 5;

    private IReadOnlyList<int>? _target;

    public string Name => takesSpot ? "Melange with spot" : "Melange";

    public IReadOnlyList<int> Target(FleetView view)
    {
        if (_target is null || view.Minute % Every == 0)
        {
            int[] available = [.. view.Available.Select((a, i) => takesSpot || !catalog.Offers[i].IsSpot ? a : 0)];
            _target = catalog.Cheapest(view.Day.Rate(view.Minute - 1) * (1 + margin), available) ?? available;
        }

        return _target;
    }
}

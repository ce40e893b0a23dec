using Headroom.Placement.Fleet.Following;

namespace Headroom.Simulation.Fleet.Days;

/// <summary>As many GPUs of one type on demand as the load of the last minute and a margin need.</summary>
public sealed class SingleTypeAutoscaled : IFleetPolicy
{
    private readonly int _offer;
    private readonly int _offers;
    private readonly double _margin;
    private readonly double _each;

    /// <param name="catalog">Of all offers.</param>
    /// <param name="offer">The one that it buys; able to serve every size.</param>
    /// <param name="margin">Share of the load.</param>
    public SingleTypeAutoscaled(OfferCatalog catalog, int offer, double margin)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        (_offer, _offers, _margin) = (offer, catalog.Offers.Count, margin);
        _each = catalog.CapacityOf(Only(1_000)) / 1_000;
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(_each, 0, nameof(offer));
    }

    public string Name => "best single type";

    public IReadOnlyList<int> Target(FleetView view) => Only((int)Math.Ceiling(view.Day.Rate(view.Minute - 1) * (1 + _margin) / _each));

    private int[] Only(int count)
    {
        var counts = new int[_offers];
        counts[_offer] = count;
        return counts;
    }
}

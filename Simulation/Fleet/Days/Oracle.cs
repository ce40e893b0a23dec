using Headroom.Placement.Fleet.Following;

namespace Headroom.Simulation.Fleet.Days;

/// <summary>The cheapest mix for the load of this very minute, there at once: what no policy can reach.</summary>
public sealed class Oracle(OfferCatalog catalog) : IFleetPolicy
{
    public string Name => "oracle";

    public bool IsInstant => true;

    public IReadOnlyList<int> Target(FleetView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return catalog.Cheapest(view.Day.Rate(view.Minute), view.Available) ?? view.Available;
    }
}

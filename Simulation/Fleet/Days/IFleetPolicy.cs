namespace Headroom.Simulation.Fleet.Days;

/// <summary>Says every minute which fleet there should be.</summary>
public interface IFleetPolicy
{
    string Name { get; }

    /// <summary>Whether its GPUs are there at once: for a bound, not for a policy.</summary>
    bool IsInstant => false;

    /// <returns>GPUs by offer.</returns>
    IReadOnlyList<int> Target(FleetView view);
}

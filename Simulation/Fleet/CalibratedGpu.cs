using Headroom.Placement.Fleet;
using Headroom.Placement.Fleet.Profiles;

namespace Headroom.Simulation.Fleet;

/// <summary>A roofline, scaled by Factor·(tokens/512)^Exponent so that it meets published capacities.</summary>
/// <param name="Roofline">Of the card.</param>
/// <param name="DollarsPerHour">As published.</param>
/// <param name="Factor">At 512 tokens; below 1: what engines lose beside memory and arithmetic.</param>
/// <param name="Exponent">How the loss changes with the size of the request.</param>
public sealed record CalibratedGpu(Roofline Roofline, double DollarsPerHour, double Factor, double Exponent)
{
    private const double MiddleTokens = 512;

    public string Name => Roofline.Hardware.Name;

    public double PerSecond(int input, int output, double tokenSeconds) =>
        Roofline.PerSecond(input, output, tokenSeconds) * Factor * Math.Pow((input + output) / MiddleTokens, Exponent);

    /// <param name="grid">The buckets.</param>
    /// <param name="tokenSeconds">Longest mean time per output token.</param>
    public ThroughputProfile Profile(SizeGrid grid, double tokenSeconds)
    {
        ArgumentNullException.ThrowIfNull(grid);
        return new ThroughputProfile(
            new FleetGpu(Name, DollarsPerHour), grid,
            [.. Enumerable.Range(0, grid.Count).Select(b => PerSecond(grid.Input(b), grid.Output(b), tokenSeconds))]);
    }
}

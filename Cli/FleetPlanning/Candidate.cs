using Headroom.Placement.Fleet;
using Headroom.Placement.Fleet.Profiles;
using Headroom.Simulation.Fleet;

namespace Headroom.Cli.FleetPlanning;

/// <summary>A GPU type to choose from: estimated for any service level, or measured under one.</summary>
/// <param name="Gpu">Name, price, how many can be had.</param>
/// <param name="Estimate">Null for a measured one.</param>
/// <param name="Measured">Null for an estimated one.</param>
internal sealed record Candidate(FleetGpu Gpu, CalibratedGpu? Estimate, ThroughputProfile? Measured)
{
    public static Candidate Estimated(CalibratedGpu gpu) => new(new FleetGpu(gpu.Name, gpu.DollarsPerHour), gpu, null);

    public static Candidate MeasuredAs(ThroughputProfile profile) => new(profile.Gpu, null, profile);

    public ThroughputProfile ProfileOn(SizeGrid grid, double tokenSeconds) =>
        (Measured ?? Estimate!.Profile(grid, tokenSeconds)).At(Gpu); // one of the two is there

    /// <returns>Seconds per output token of a request that has a GPU to itself; null where nobody measured it.</returns>
    public double? LeastTokenSeconds(int input, int output) => Estimate?.Roofline.LeastTokenSeconds(input, output);
}

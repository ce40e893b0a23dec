namespace Headroom.Placement.Fleet.Profiles;

/// <summary>What one GPU of a type serves within the service level, by request size.</summary>
public sealed class ThroughputProfile
{
    /// <param name="gpu">Price and how many can be had.</param>
    /// <param name="grid">The buckets.</param>
    /// <param name="perSecond">Requests/s of one GPU that serves this bucket alone; 0 where it cannot keep the service level.</param>
    /// <exception cref="ArgumentException">A bucket is missing, or a throughput is below 0 or no number.</exception>
    public ThroughputProfile(FleetGpu gpu, SizeGrid grid, IReadOnlyList<double> perSecond)
    {
        ArgumentNullException.ThrowIfNull(gpu);
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(perSecond);
        if (perSecond.Count != grid.Count)
        {
            throw new ArgumentException($"{gpu.Name}: {perSecond.Count} throughputs for {grid.Count} buckets: each bucket needs one", nameof(perSecond));
        }

        if (perSecond.Any(static t => !(t >= 0 && double.IsFinite(t))))
        {
            throw new ArgumentException($"{gpu.Name}: a throughput is 0 or more requests/s", nameof(perSecond));
        }

        (Gpu, Grid, PerSecond) = (gpu, grid, perSecond);
    }

    public FleetGpu Gpu { get; }

    public SizeGrid Grid { get; }

    public IReadOnlyList<double> PerSecond { get; }

    /// <summary>Requests/s of a mix that one GPU carries when it serves all of it; 0 when it cannot serve some of it.</summary>
    public double CapacityOf(SizeMix mix)
    {
        ArgumentNullException.ThrowIfNull(mix);
        var gpuSeconds = 0.0;
        for (var bucket = 0; bucket < PerSecond.Count; bucket++)
        {
            gpuSeconds += mix.Shares[bucket] > 0 ? mix.Shares[bucket] / PerSecond[bucket] : 0;
        }

        return 1 / gpuSeconds;
    }

    public ThroughputProfile At(FleetGpu gpu) => new(gpu, Grid, PerSecond);
}

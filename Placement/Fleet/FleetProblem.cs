namespace Headroom.Placement.Fleet;

/// <summary>The cheapest whole numbers of GPUs that serve every slice.</summary>
/// <remarks>
/// Griggs et al., "Mélange: cost efficient large language model serving by exploiting GPU heterogeneity", 2024:
/// min Σ_j c_j·B_j over whole B ≥ 0 and 0/1 A with Σ_j A_ij = 1 for each slice i and Σ_i A_ij·L_ij ≤ B_j for each type j.
/// Slices of a bucket are alike, so only their numbers per type matter: that symmetry is used throughout.
/// </remarks>
public sealed class FleetProblem
{
    private readonly double[] _loads;

    /// <param name="gpus">At least one.</param>
    /// <param name="buckets">With one load per GPU type each.</param>
    /// <exception cref="ArgumentException">A price, limit or load is no sensible number; the message says whose.</exception>
    public FleetProblem(IReadOnlyList<FleetGpu> gpus, IReadOnlyList<FleetBucket> buckets)
    {
        ArgumentNullException.ThrowIfNull(gpus);
        ArgumentNullException.ThrowIfNull(buckets);
        if (gpus.Count == 0)
        {
            throw new ArgumentException("no GPU type to choose from", nameof(gpus));
        }

        foreach (var gpu in gpus)
        {
            if (!(gpu.DollarsPerHour > 0 && double.IsFinite(gpu.DollarsPerHour)) || gpu.Available < 0)
            {
                throw new ArgumentException($"{gpu.Name}: ${gpu.DollarsPerHour} an hour, {gpu.Available} to be had: a price is above 0 and a limit not below", nameof(gpus));
            }
        }

        foreach (var bucket in buckets)
        {
            if (bucket.Slices < 1 || bucket.LoadPerSlice.Count != gpus.Count || bucket.LoadPerSlice.Any(l => double.IsNaN(l) || l < 0))
            {
                throw new ArgumentException(
                    $"{bucket.Name}: {bucket.Slices} slices, {bucket.LoadPerSlice.Count} loads for {gpus.Count} types: a bucket has a slice and for each type a load of 0 or more",
                    nameof(buckets));
            }
        }

        (Gpus, Buckets) = (gpus, buckets);
        _loads = [.. buckets.SelectMany(static b => b.LoadPerSlice)];
    }

    public IReadOnlyList<FleetGpu> Gpus { get; }

    public IReadOnlyList<FleetBucket> Buckets { get; }

    /// <summary>A bucket's loads per slice, where inner loops read them.</summary>
    internal ReadOnlySpan<double> LoadsOf(int bucket) => _loads.AsSpan(bucket * Gpus.Count, Gpus.Count);

    public double Cost(ReadOnlySpan<int> counts)
    {
        var cost = 0.0;
        for (var j = 0; j < counts.Length; j++)
        {
            cost += counts[j] * Gpus[j].DollarsPerHour;
        }

        return cost;
    }
}

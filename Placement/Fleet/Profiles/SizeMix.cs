namespace Headroom.Placement.Fleet.Profiles;

/// <summary>Which share of the requests falls into each bucket of a grid.</summary>
public sealed class SizeMix
{
    private SizeMix(SizeGrid grid, double[] shares, double tooLarge) => (Grid, Shares, TooLargeShare) = (grid, shares, tooLarge);

    public SizeGrid Grid { get; }

    /// <summary>By bucket; they sum to 1.</summary>
    public IReadOnlyList<double> Shares { get; }

    /// <summary>Share of the weight that was larger than every bucket, and is in none.</summary>
    public double TooLargeShare { get; }

    /// <param name="grid">The buckets.</param>
    /// <param name="requests">Sizes in tokens with weights of 0 or more.</param>
    /// <exception cref="ArgumentException">No request with weight fits a bucket, or a weight is below 0 or no number.</exception>
    public static SizeMix Of(SizeGrid grid, IEnumerable<(int Input, int Output, double Weight)> requests)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(requests);
        var (shares, outside) = (new double[grid.Count], 0.0);
        foreach (var (input, output, weight) in requests)
        {
            if (!(weight >= 0 && double.IsFinite(weight)))
            {
                throw new ArgumentException($"a request of {input} and {output} tokens has the weight {weight}: 0 or more is allowed", nameof(requests));
            }

            if (grid.BucketOf(input, output) is { } bucket)
            {
                shares[bucket] += weight;
            }
            else
            {
                outside += weight;
            }
        }

        return Normalised(grid, shares, outside);
    }

    /// <param name="grid">The buckets.</param>
    /// <param name="weights">One of 0 or more per bucket.</param>
    /// <exception cref="ArgumentException">Another number of weights, one below 0 or no number, or none above.</exception>
    public static SizeMix Weighted(SizeGrid grid, IReadOnlyList<double> weights)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(weights);
        return weights.Count == grid.Count && weights.All(static w => w >= 0 && double.IsFinite(w))
            ? Normalised(grid, [.. weights], 0)
            : throw new ArgumentException($"{weights.Count} weights for {grid.Count} buckets: one of 0 or more each is needed", nameof(weights));
    }

    /// <summary>Without the buckets that hold less than a share of the requests: one request a day must not buy a GPU of its own.</summary>
    public SizeMix WithoutBelow(double share) => Normalised(Grid, [.. Shares.Select(s => s >= share ? s : 0)], TooLargeShare);

    /// <summary>A part of this and the rest of another on the same grid.</summary>
    public SizeMix With(SizeMix other, double otherShare)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Normalised(Grid, [.. Shares.Zip(other.Shares, (a, b) => (1 - otherShare) * a + otherShare * b)], 0);
    }

    private static SizeMix Normalised(SizeGrid grid, double[] weights, double outside)
    {
        var sum = weights.Sum();
        return sum > 0
            ? new SizeMix(grid, [.. weights.Select(w => w / sum)], outside / (sum + outside))
            : throw new ArgumentException("no request fits a bucket", nameof(weights));
    }
}

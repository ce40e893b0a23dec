namespace Headroom.Forecasting.Distributions;

/// <summary>A predictive distribution as ascending samples with weights: any shape, exact scores, cheap to mix.</summary>
public sealed class WeightedSamples
{
    private readonly float[] _values;
    private readonly float[] _weights;

    private WeightedSamples(float[] values, float[] weights)
    {
        _values = values;
        _weights = weights;
    }

    /// <summary>Ascending, in the indicator's unit.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>Non-negative, summing to 1, in the order of <see cref="Values"/>.</summary>
    public ReadOnlySpan<float> Weights => _weights;

    /// <summary>Sorts and normalises. Arguments are copied.</summary>
    /// <param name="values">n ≥ 1 finite values, any order.</param>
    /// <param name="weights">n weights ≥ 0 with a positive sum.</param>
    /// <exception cref="ArgumentException">The lengths differ, are zero, or the weights do not sum to a positive number.</exception>
    public static WeightedSamples Create(ReadOnlySpan<float> values, ReadOnlySpan<float> weights)
    {
        if (values.Length == 0 || values.Length != weights.Length)
        {
            throw new ArgumentException($"{values.Length} values and {weights.Length} weights: the same number, at least 1.");
        }

        var sorted = values.ToArray();
        var shares = weights.ToArray();
        Array.Sort(sorted, shares);
        var total = 0.0;
        foreach (var share in shares)
        {
            total += share;
        }

        if (!(total > 0))
        {
            throw new ArgumentException($"The weights sum to {total}: a positive sum is needed.", nameof(weights));
        }

        for (var i = 0; i < shares.Length; i++)
        {
            shares[i] = (float)(shares[i] / total);
        }

        return new WeightedSamples(sorted, shares);
    }

    /// <summary>The smallest value whose cumulative weight reaches <paramref name="probability"/>.</summary>
    /// <param name="probability">In [0, 1].</param>
    public float Quantile(double probability)
    {
        var cumulative = 0.0;
        for (var i = 0; i < _values.Length; i++)
        {
            cumulative += _weights[i];
            // The tolerance absorbs float weights that sum to 1 − 1e-7.
            if (cumulative >= probability - 1e-6)
            {
                return _values[i];
            }
        }

        return _values[^1];
    }

    /// <summary>Probability of a value at or below <paramref name="x"/>.</summary>
    public double Cdf(double x)
    {
        var cumulative = 0.0;
        for (var i = 0; i < _values.Length && _values[i] <= x; i++)
        {
            cumulative += _weights[i];
        }

        return Math.Min(cumulative, 1.0);
    }

    public double Mean()
    {
        var sum = 0.0;
        for (var i = 0; i < _values.Length; i++)
        {
            sum += (double)_values[i] * _weights[i];
        }

        return sum;
    }

    /// <summary>Continuous ranked probability score, E|X − y| − ½·E|X − X′|, exact for the samples; lower is better.</summary>
    /// <remarks>Gneiting and Raftery, JASA 2007, eq. 21. O(n) because the values are sorted.</remarks>
    public double Crps(double y)
    {
        double distance = 0, spread = 0, weightBelow = 0, momentBelow = 0;
        for (var i = 0; i < _values.Length; i++)
        {
            double x = _values[i], w = _weights[i];
            distance += w * Math.Abs(x - y);
            // Σᵢ Σⱼ<ᵢ wᵢwⱼ(xᵢ − xⱼ), half of E|X − X′|.
            spread += w * (x * weightBelow - momentBelow);
            weightBelow += w;
            momentBelow += w * x;
        }

        return distance - spread;
    }
}

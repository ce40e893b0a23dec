namespace Headroom.Forecasting.Pooling;

/// <summary>
/// Distances between the members' distributions and the observation at one row: all that the CRPS of any linear pool of
/// them needs. Distributions are equally likely values, ascending.
/// </summary>
public sealed class PairwiseDistances(int members)
{
    private readonly double[] _distance = new double[members];
    private readonly double[] _spread = new double[members * members];

    /// <summary>E|X_i − y|.</summary>
    public ReadOnlySpan<double> Distance => _distance;

    /// <summary>E|X_i − X_j|, row-major.</summary>
    public ReadOnlySpan<double> Spread => _spread;

    /// <param name="points">members × n values, each member's ascending.</param>
    /// <param name="observed">What came.</param>
    public void Measure(ReadOnlySpan<float> points, float observed)
    {
        var n = points.Length / members;
        for (var i = 0; i < members; i++)
        {
            var own = points.Slice(i * n, n);
            var sum = 0.0;
            foreach (var value in own)
            {
                sum += Math.Abs(value - observed);
            }

            _distance[i] = sum / n;
            for (var j = i; j < members; j++)
            {
                _spread[i * members + j] = _spread[j * members + i] = Between(own, points.Slice(j * n, n));
            }
        }
    }

    /// <summary>CRPS of the pool with these weights.</summary>
    public double Crps(ReadOnlySpan<double> weights)
    {
        var crps = 0.0;
        for (var i = 0; i < members; i++)
        {
            crps += weights[i] * (_distance[i] - 0.5 * Pull(i, weights));
        }

        return crps;
    }

    /// <summary>Derivative of <see cref="Crps"/> by each weight.</summary>
    public void Gradient(ReadOnlySpan<double> weights, Span<double> gradient)
    {
        for (var i = 0; i < members; i++)
        {
            gradient[i] = _distance[i] - Pull(i, weights);
        }
    }

    private double Pull(int i, ReadOnlySpan<double> weights)
    {
        var sum = 0.0;
        for (var j = 0; j < members; j++)
        {
            sum += _spread[i * members + j] * weights[j];
        }

        return sum;
    }

    // E|X − X′| = ∫ F(1 − G) + G(1 − F): one merge of the two ascending lists.
    private static double Between(ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        double sum = 0, last = Math.Min(first[0], second[0]);
        int i = 0, j = 0;
        var n = first.Length;
        while (i < n || j < n)
        {
            var isFirst = j == n || (i < n && first[i] <= second[j]);
            double value = isFirst ? first[i] : second[j];
            sum += (value - last) * ((double)i * (n - j) + (double)j * (n - i));
            last = value;
            i += isFirst ? 1 : 0;
            j += isFirst ? 0 : 1;
        }

        return sum / ((double)n * n);
    }
}

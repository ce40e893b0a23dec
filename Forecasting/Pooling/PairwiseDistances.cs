using System.Numerics;

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
            _distance[i] = SumOfDistances(own, observed) / n;
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

    // Every value against every other, a vector at a time: a merge of the two lists would take fewer steps, but each one guesses a branch.
    private static double Between(ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        var sum = 0.0;
        foreach (var value in first)
        {
            sum += SumOfDistances(second, value);
        }

        return sum / ((double)first.Length * second.Length);
    }

    private static float SumOfDistances(ReadOnlySpan<float> values, float from)
    {
        var (wide, at) = (new Vector<float>(from), 0);
        var sums = Vector<float>.Zero;
        for (; at <= values.Length - Vector<float>.Count; at += Vector<float>.Count)
        {
            sums += Vector.Abs(new Vector<float>(values[at..]) - wide);
        }

        var sum = Vector.Sum(sums);
        for (; at < values.Length; at++)
        {
            sum += Math.Abs(values[at] - from);
        }

        return sum;
    }
}

using System.Numerics.Tensors;

namespace Headroom.Scaling.ColdStart;

/// <summary>
/// Events per second as exp(offset + w·x), with a normal belief about w that every exposure moves to the mode of its
/// posterior: Laplace's approximation, row by row.
/// </summary>
/// <remarks>One update costs O(features²) and allocates nothing. West, Harrison and Migon, JASA 80 (1985).</remarks>
internal sealed class PoissonRegression
{
    // Events per second are bounded by e: a rate that runs away must not freeze the belief.
    private const double MostLogRate = 1;

    private const int MostSteps = 20;

    private readonly double[] _weights;
    private readonly double[] _covariance;
    private readonly double[] _gain;

    /// <param name="features">Length of x, ≥ 1.</param>
    /// <param name="priorDeviation">Of each weight around 0, &gt; 0.</param>
    public PoissonRegression(int features, double priorDeviation)
    {
        (_weights, _gain, _covariance) = (new double[features], new double[features], new double[features * features]);
        for (var i = 0; i < features; i++)
        {
            _covariance[i * features + i] = priorDeviation * priorDeviation;
        }
    }

    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>Expected events per second.</summary>
    public double Rate(ReadOnlySpan<double> x, double offset) => Math.Exp(Math.Min(offset + TensorPrimitives.Dot(_weights, x), MostLogRate));

    /// <param name="x">Features during the exposure.</param>
    /// <param name="offset">Logarithm of the rate that is assumed without features, 1/s.</param>
    /// <param name="seconds">Length of the exposure, ≥ 0.</param>
    /// <param name="events">How many came in it.</param>
    public void Learn(ReadOnlySpan<double> x, double offset, double seconds, double events)
    {
        var features = _weights.Length;
        var expected = Rate(x, offset) * seconds;
        for (var i = 0; i < features; i++)
        {
            _gain[i] = TensorPrimitives.Dot(_covariance.AsSpan(i * features, features), x);
        }

        var spread = TensorPrimitives.Dot(_gain, x);
        var step = Step(expected, events, spread);
        var after = expected * Math.Exp(spread * step);
        var shrink = after / (1 + after * spread);
        TensorPrimitives.MultiplyAdd(_gain, step, _weights, _weights);
        for (var i = 0; i < features; i++)
        {
            var row = _covariance.AsSpan(i * features, features);
            TensorPrimitives.MultiplyAdd(_gain, -shrink * _gain[i], row, row);
        }
    }

    // The posterior's mode lies on the line w + s·Px, at s = events − expected·e^(s·xᵀPx): one surprise of a wide belief
    // would overshoot it by far in a single linear step. The difference is convex and rising, so Newton's steps from
    // above fall towards the root.
    private static double Step(double expected, double events, double spread)
    {
        if (spread <= 0 || expected <= 0)
        {
            return 0;
        }

        var step = events > expected ? Math.Min(events, Math.Log(events / expected) / spread) : 0;
        for (var i = 0; i < MostSteps; i++)
        {
            var after = expected * Math.Exp(spread * step);
            var change = (step - events + after) / (1 + after * spread);
            step -= change;
            if (Math.Abs(change) < 1e-9)
            {
                break;
            }
        }

        return step;
    }
}

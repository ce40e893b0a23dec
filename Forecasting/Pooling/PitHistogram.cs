using System.Numerics.Tensors;

namespace Headroom.Forecasting.Pooling;

/// <summary>Where observations fell in their predictive distributions, in twentieths, older ones fading.</summary>
/// <remarks>
/// An observation that lies on an atom, or between two of the few quantiles that were kept, fills its whole range evenly
/// (Czado, Gneiting and Held 2009): no draw decides, and a constant series counts as calibrated.
/// </remarks>
internal sealed class PitHistogram
{
    public const int Bins = 20;

    private readonly double[] _mass;

    public PitHistogram()
        : this(new double[Bins])
    {
    }

    public PitHistogram(double[] mass) => _mass = mass.Length == Bins ? mass : throw new InvalidDataException($"{mass.Length} twentieths");

    /// <summary>Observations held, faded ones in part.</summary>
    public double Count => TensorPrimitives.Sum<double>(_mass);

    public ReadOnlySpan<double> Mass => _mass;

    /// <param name="low">Probability below the observation, [0, 1].</param>
    /// <param name="high">Probability at or below it, ≥ <paramref name="low"/>.</param>
    /// <param name="kept">Share of what was seen before that still counts.</param>
    public void Add(double low, double high, double kept)
    {
        TensorPrimitives.Multiply(_mass, kept, _mass);
        var first = Math.Min((int)(low * Bins), Bins - 1);
        var last = Math.Min((int)(high * Bins), Bins - 1);
        if (first == last)
        {
            _mass[first]++;
            return;
        }

        for (var b = first; b <= last; b++)
        {
            var (from, to) = (Math.Max(low, b / (double)Bins), Math.Min(high, (b + 1) / (double)Bins));
            _mass[b] += Math.Max(0.0, to - from) / (high - low);
        }
    }

    public void Scale(double factor) => TensorPrimitives.Multiply(_mass, factor, _mass);

    public void Add(PitHistogram other) => TensorPrimitives.Add(_mass, other._mass, _mass);
}

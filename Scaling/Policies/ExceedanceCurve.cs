namespace Headroom.Scaling.Policies;

/// <summary>Probability that the load passes a value: exponential between the loads of a grid of probabilities.</summary>
/// <param name="loads">Ascending.</param>
/// <param name="probabilities">Of exceeding each, falling.</param>
internal readonly ref struct ExceedanceCurve(ReadOnlySpan<double> loads, ReadOnlySpan<double> probabilities)
{
    private readonly ReadOnlySpan<double> _loads = loads;
    private readonly ReadOnlySpan<double> _probabilities = probabilities;

    public int Count => _loads.Length;

    public double Load(int piece) => _loads[piece];

    /// <summary>The load exceeded with this probability; the grid's ends beyond it.</summary>
    public double LoadAt(double probability)
    {
        var above = 0;
        while (above < Count && _probabilities[above] > probability)
        {
            above++;
        }

        if (above == 0 || above == Count)
        {
            return _loads[Math.Min(above, Count - 1)];
        }

        var share = Math.Log(_probabilities[above - 1] / probability) / Math.Log(_probabilities[above - 1] / _probabilities[above]);
        return _loads[above - 1] + share * (_loads[above] - _loads[above - 1]);
    }

    /// <summary>P(load &gt; this); half the smallest of the grid beyond it.</summary>
    public double Risk(double load)
    {
        var above = 0;
        while (above < Count && _loads[above] <= load)
        {
            above++;
        }

        if (above == 0)
        {
            return _probabilities[0];
        }

        if (above == Count)
        {
            return _probabilities[^1] / 2;
        }

        var share = (load - _loads[above - 1]) / Math.Max(_loads[above] - _loads[above - 1], 1e-12);
        return _probabilities[above - 1] * Math.Pow(_probabilities[above] / _probabilities[above - 1], share);
    }

    /// <summary>Where load + price·risk is least within the piece that ends at this load; null where that is at an end.</summary>
    /// <param name="piece">Index of the piece's upper load.</param>
    /// <param name="price">Load that certainty of exceeding is worth, &gt; 0.</param>
    public double? CheapestInside(int piece, double price)
    {
        if (piece == 0 || _loads[piece] - _loads[piece - 1] < 1e-9)
        {
            return null;
        }

        var slope = Math.Log(_probabilities[piece - 1] / _probabilities[piece]) / (_loads[piece] - _loads[piece - 1]);
        var load = _loads[piece - 1] + Math.Log(price * slope * _probabilities[piece - 1]) / slope;
        return load > _loads[piece - 1] && load < _loads[piece] ? load : null;
    }
}

using Headroom.Forecasting.Images;

namespace Headroom.Forecasting.Pooling;

/// <summary>
/// Learns, at the scored steps of a horizon, how often observations fell at or below each twentieth of what the pool
/// predicted for them, and turns that into a map from what it says to what happens. docs/algorithms/recalibration.md.
/// </summary>
/// <remarks>One caller at a time; the maps it gives out are read from any thread.</remarks>
internal sealed class Recalibration
{
    // Validation counts as this many observations; of what arrives 1% is forgotten per observation. Chosen on the four
    // fifths of each series before its test.
    private const double StartCount = 60;
    private const double Kept = 0.99;

    private static readonly double[] Band = [0.05, 0.5, 0.95];

    private readonly int[] _steps;
    private readonly PitHistogram[] _seen;
    private readonly ConformalNet[] _nets;
    private readonly double _leastWidth;

    /// <param name="steps">Steps ahead that are scored, ascending.</param>
    /// <param name="leastWidth">Smallest half band that is widened, demand's unit, &gt; 0.</param>
    public Recalibration(int[] steps, double leastWidth)
        : this(steps, [.. steps.Select(static _ => new PitHistogram())], [.. steps.Select(static _ => new ConformalNet())], leastWidth)
    {
    }

    private Recalibration(int[] steps, PitHistogram[] seen, ConformalNet[] nets, double leastWidth) =>
        (_steps, _seen, _nets, _leastWidth) = (steps, seen, nets, leastWidth);

    /// <summary>An observation of the validation stretch.</summary>
    /// <param name="place">Which of the scored steps.</param>
    /// <param name="low">The pool's probability below it.</param>
    /// <param name="high">The pool's probability at or below it.</param>
    public void Validate(int place, double low, double high) => _seen[place].Add(low, high, 1.0);

    /// <summary>After the last of the validation.</summary>
    public void Start()
    {
        foreach (var seen in _seen)
        {
            seen.Scale(Math.Min(1.0, StartCount / Math.Max(seen.Count, 1)));
        }
    }

    /// <summary>An observation that has arrived.</summary>
    /// <param name="place">Which of the scored steps.</param>
    /// <param name="points">What had been predicted: members × n quantiles.</param>
    /// <param name="weights">Of the members.</param>
    /// <param name="observed">What came.</param>
    public void Observe(int place, ReadOnlySpan<float> points, ReadOnlySpan<double> weights, float observed)
    {
        // The net is held against what the map said before it learns from the same observation.
        Span<double> asked = stackalloc double[Band.Length];
        Span<float> band = stackalloc float[Band.Length];
        var table = CalibrationTable.Of(_seen[place], _nets[place]);
        var bin = 1;
        for (var i = 0; i < asked.Length; i++)
        {
            asked[i] = CalibrationTable.Inverse(table.Frequencies, Band[i], ref bin);
        }

        PoolPoints.Quantiles(points, weights, asked, band);
        _nets[place].Observe(band[0], band[1], band[2], _leastWidth, observed);
        var (low, high) = PoolPoints.Pit(points, weights, observed);
        _seen[place].Add(low, high, Kept);
    }

    /// <summary>Goes on from what was learned about a pool of the same members.</summary>
    public void Absorb(Recalibration previous)
    {
        for (var place = 0; place < _seen.Length; place++)
        {
            _seen[place].Add(previous._seen[place]);
            _nets[place].Absorb(previous._nets[place]);
        }
    }

    public CalibrationMap Map() => new(_steps, [.. _seen.Select((seen, place) => CalibrationTable.Of(seen, _nets[place]))], _leastWidth);

    public static Recalibration Read(BinaryReader reader)
    {
        var (steps, least) = (reader.ReadArray<int>(), reader.ReadDouble());
        var (seen, nets) = (new PitHistogram[steps.Length], new ConformalNet[steps.Length]);
        for (var place = 0; place < steps.Length; place++)
        {
            (seen[place], nets[place]) = (new PitHistogram(reader.ReadArray<double>()), new ConformalNet(reader.ReadDouble(), reader.ReadDouble()));
        }

        return new Recalibration(steps, seen, nets, least);
    }

    public void Write(BinaryWriter writer)
    {
        writer.WriteArray<int>(_steps);
        writer.Write(_leastWidth);
        for (var place = 0; place < _steps.Length; place++)
        {
            writer.WriteArray(_seen[place].Mass);
            writer.Write(_nets[place].Above);
            writer.Write(_nets[place].Below);
        }
    }
}

namespace Headroom.Forecasting.Skill;

/// <summary>
/// How forecasts one step ahead did against what came: where each observation fell in its predictive distribution (the
/// probability integral transform), and the CRPS over that of a reference.
/// </summary>
/// <remarks>Dawid 1984 and Gneiting et al. 2007 for the transform. Not thread-safe: the owner serialises access.</remarks>
public sealed class SkillTracker
{
    /// <summary>Bins of the transform, each of probability 1/20.</summary>
    public const int Bins = Ventiles.Count + 1;

    private const int Window = 240;
    private const int Enough = 30;
    private const double GoldenRatio = 0.6180339887498949;

    private readonly byte[] _bins = new byte[Window];
    private int _seen;
    private double _crps;
    private double _reference;

    /// <summary>Observations that count, at most 240.</summary>
    public int Scored => Math.Min(_seen, Window);

    /// <summary>Share of recent observations inside the 90% band, [0, 1]; null until 30 were scored.</summary>
    public double? Coverage90
    {
        get
        {
            var outside = _bins.AsSpan(0, Scored).Count((byte)0) + _bins.AsSpan(0, Scored).Count((byte)(Bins - 1));
            return Scored < Enough ? null : 1.0 - outside / (double)Scored;
        }
    }

    /// <summary>Recent CRPS over the reference's; below 1 is better. Null until 30 were scored.</summary>
    public double? RelativeCrps => Scored < Enough || !(_reference > 0) ? null : _crps / _reference;

    /// <summary>Largest distance between the transform's distribution and the uniform one, [0, 1]; null until 30 were scored.</summary>
    public double? PitDeviation
    {
        get
        {
            var (below, worst) = (0, 0.0);
            var counts = PitCounts();
            for (var b = 0; b < Bins; b++)
            {
                below += counts[b];
                worst = Math.Max(worst, Math.Abs(below / (double)Math.Max(Scored, 1) - (b + 1.0) / Bins));
            }

            return Scored < Enough ? null : worst;
        }
    }

    /// <summary>Observations by twentieth of their predictive distribution: even where it is calibrated.</summary>
    public int[] PitCounts()
    {
        var counts = new int[Bins];
        foreach (var bin in _bins.AsSpan(0, Scored))
        {
            counts[bin]++;
        }

        return counts;
    }

    /// <summary>Scores one observation; a missing one (NaN) counts for nothing.</summary>
    /// <param name="predicted"><see cref="Ventiles"/> of the forecast.</param>
    /// <param name="reference">Those of the reference; empty without one.</param>
    /// <param name="observed">What came.</param>
    public void Score(ReadOnlySpan<float> predicted, ReadOnlySpan<float> reference, double observed)
    {
        if (!double.IsFinite(observed))
        {
            return;
        }

        _bins[_seen % Window] = Bin(predicted, observed);
        _seen++;
        if (reference.Length == Ventiles.Count)
        {
            const double Kept = 1 - 1.0 / Window;
            _crps = Kept * _crps + Ventiles.Crps(predicted, observed);
            _reference = Kept * _reference + Ventiles.Crps(reference, observed);
        }
    }

    /// <summary>What it has seen.</summary>
    public SkillState Save() => new(_bins[..Scored], _seen, _crps, _reference);

    /// <summary>A tracker that goes on where another stopped; null where the state is not one.</summary>
    public static SkillTracker? TryRestore(SkillState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var tracker = new SkillTracker { _seen = state.Seen, _crps = state.Crps, _reference = state.Reference };
        if (state.Seen < 0 || state.Bins is null || state.Bins.Length != tracker.Scored || state.Bins.Any(static b => b >= Bins)
            || !double.IsFinite(state.Crps) || !double.IsFinite(state.Reference))
        {
            return null;
        }

        state.Bins.CopyTo(tracker._bins, 0);
        return tracker;
    }

    // Where the distribution has an atom, as for a constant load, the place within it is spread evenly: a low-discrepancy
    // sequence instead of a random draw.
    private byte Bin(ReadOnlySpan<float> quantiles, double observed)
    {
        var (below, atMost) = (0, 0);
        foreach (var quantile in quantiles)
        {
            below += quantile < (float)observed ? 1 : 0;
            atMost += quantile <= (float)observed ? 1 : 0;
        }

        var spread = _seen * GoldenRatio % 1.0;
        return (byte)Math.Min(below + (int)(spread * (atMost - below + 1)), Bins - 1);
    }
}

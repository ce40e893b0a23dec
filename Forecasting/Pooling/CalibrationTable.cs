namespace Headroom.Forecasting.Pooling;

/// <summary>What one step's forecasts turned out to mean: frequencies of what their twentieths promise, and the net's width.</summary>
/// <param name="Frequencies">Observed frequency at or below the forecast's quantiles 0, 1/20 … 1: ascending from 0 to 1.</param>
/// <param name="Above">Widening of the upper half, in multiples of it.</param>
/// <param name="Below">Widening of the lower half, in multiples of it.</param>
internal sealed record CalibrationTable(float[] Frequencies, double Above = 0, double Below = 0)
{
    // As many calibrated observations as this are assumed before any is seen.
    private const double Prior = 50;

    // n observations without one beyond a point leave 3/n to what may still come, with 95% confidence (the rule of three).
    private const double RuleOfThree = 3;

    private const float Negligible = 0.01f;

    /// <summary>True where nothing that a decision could notice would move.</summary>
    public bool IsIdentity
    {
        get
        {
            var worst = Math.Max(Above, Below);
            for (var i = 0; i < Frequencies.Length; i++)
            {
                worst = Math.Max(worst, Math.Abs(Frequencies[i] - i / (Frequencies.Length - 1.0)));
            }

            return worst < Negligible;
        }
    }

    public static CalibrationTable Of(PitHistogram seen, ConformalNet net)
    {
        var count = seen.Count;
        var frequencies = new float[PitHistogram.Bins + 1];
        var below = 0.0;
        for (var i = 1; i < PitHistogram.Bins; i++)
        {
            below += seen.Mass[i - 1];
            var promised = i / (double)PitHistogram.Bins;
            var frequency = (below + Prior * promised) / (count + Prior);
            // Never narrower than the evidence allows: beyond the outermost twentieths little was ever seen.
            var least = Math.Min(promised, RuleOfThree / Math.Max(count, 1));
            var most = 1 - Math.Min(1 - promised, RuleOfThree / Math.Max(count, 1));
            // While both hold, least and most are the same but for rounding.
            frequencies[i] = (float)Math.Min(Math.Max(frequency, least), most);
        }

        frequencies[^1] = 1;
        return new CalibrationTable(frequencies, net.Above, net.Below);
    }

    /// <summary>The forecast's probability at whose quantile the observed frequency is <paramref name="probability"/>.</summary>
    /// <param name="bin">Where the search begins: 1, or what it ended with for a smaller probability.</param>
    public static double Inverse(ReadOnlySpan<float> frequencies, double probability, ref int bin)
    {
        var i = bin;
        while (i < frequencies.Length - 1 && frequencies[i] < probability)
        {
            i++;
        }

        bin = i;
        var rise = frequencies[i] - frequencies[i - 1];
        return (i - 1 + (rise > 0 ? Math.Clamp((probability - frequencies[i - 1]) / rise, 0.0, 1.0) : 1.0)) / (frequencies.Length - 1);
    }
}

namespace Headroom.Scaling.Budget;

/// <summary>What is believed of the share of intervals that are missed: a Beta posterior that forgets slowly.</summary>
internal sealed class MissBelief
{
    private readonly double _memory;

    /// <param name="mean">Share expected before anything is seen, (0, 1).</param>
    /// <param name="weight">Intervals that the expectation is worth, &gt; 1, and about how many are remembered.</param>
    public MissBelief(double mean, double weight)
    {
        _memory = 1.0 - 1.0 / weight;
        (Missed, Kept) = (mean * weight, (1 - mean) * weight);
    }

    /// <summary>Remembered misses, the prior's included.</summary>
    public double Missed { get; private set; }

    /// <summary>Remembered intervals that were kept, the prior's included.</summary>
    public double Kept { get; private set; }

    public void Observe(bool isMiss)
    {
        Missed = _memory * Missed + (isMiss ? 1.0 : 0.0);
        Kept = _memory * Kept + (isMiss ? 0.0 : 1.0);
    }

    /// <summary>False where the counts are none that observing gives.</summary>
    public bool TryRestore(double missed, double kept)
    {
        if (!(missed > 0) || !(kept > 0) || !double.IsFinite(missed + kept))
        {
            return false;
        }

        (Missed, Kept) = (missed, kept);
        return true;
    }

    /// <summary>P(at most so many misses in the next intervals), Beta–Binomial, linear between whole numbers.</summary>
    /// <param name="most">Any real number.</param>
    /// <param name="intervals">≥ 1.</param>
    public double ProbabilityOfAtMost(double most, int intervals)
    {
        if (most < 0 || most >= intervals)
        {
            return most < 0 ? 0.0 : 1.0;
        }

        // P(0 misses) as a product of about weight · ln(1 + n / weight): the ratio of two Beta functions.
        var chance = Math.Exp(MathNet.Numerics.SpecialFunctions.BetaLn(Missed, Kept + intervals) - MathNet.Numerics.SpecialFunctions.BetaLn(Missed, Kept));
        var sum = 0.0;
        for (var k = 0; k <= (int)most && sum < 1.0; k++)
        {
            sum += chance;
            chance *= (intervals - k) / (k + 1.0) * (Missed + k) / (Kept + intervals - k - 1);
        }

        // The next whole number's share, less half a step, as a continuity correction.
        return Math.Clamp(sum + (most - Math.Floor(most) - 0.5) * chance, 0.0, 1.0);
    }
}

namespace Headroom.Forecasting.Pooling;

/// <summary>When a pool is fitted again: every six hours, sooner while the history is still young.</summary>
public static class RefitRule
{
    private const int LeastSteps = 8;

    // A changed regime is worth a refit at once, and again as more of it has been seen, but not at every decision.
    private const int StepsWhenDrifted = 30;

    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    /// <summary>A history of an hour has doubled in an hour: a refit is due when a quarter has been added.</summary>
    /// <param name="step">Spacing of the history.</param>
    /// <param name="held">Samples held.</param>
    /// <param name="hasDrifted">Whether the series has left what the pool was fitted on.</param>
    public static TimeSpan Due(TimeSpan step, int held, bool hasDrifted)
    {
        var due = Due(step, held);
        return hasDrifted && step * StepsWhenDrifted < due ? step * StepsWhenDrifted : due;
    }

    private static TimeSpan Due(TimeSpan step, int held)
    {
        var least = step * LeastSteps;
        var quarter = step * held / 4;
        return quarter < least || Longest < least ? least : quarter < Longest ? quarter : Longest;
    }
}

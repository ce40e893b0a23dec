namespace Headroom.Forecasting.Panels;

/// <summary>
/// The levels that a series flips between: the newest value, the newest one well away from it, and the newest one well
/// away from both. Each is tracked at its own newest value, so levels may drift.
/// </summary>
internal static class LevelStates
{
    public const int Count = 3;

    // Of the range seen in the window: nearer values belong to the same level.
    private const float Apart = 0.08f;

    /// <summary>Fills the levels as seen before row <paramref name="row"/>; those not seen repeat the one before.</summary>
    public static void Fill(ReadOnlySpan<float> series, ReadOnlySpan<int> lags, int row, int window, float range, Span<float> levels)
    {
        var apart = Apart * range;
        levels.Fill(series[lags[0]]);
        var found = 1;
        for (var k = 1; k < lags.Length && found < Count; k++)
        {
            found = Take(series[lags[k]], apart, levels, found);
        }

        for (var r = row - 1; r >= Math.Max(0, row - window) && found < Count; r--)
        {
            found = Take(series[r], apart, levels, found);
        }
    }

    /// <summary>Index of the nearest level; the first one among equals.</summary>
    public static int Nearest(ReadOnlySpan<float> levels, float value)
    {
        var best = 0;
        for (var k = 1; k < levels.Length; k++)
        {
            best = Math.Abs(levels[k] - value) < Math.Abs(levels[best] - value) ? k : best;
        }

        return best;
    }

    private static int Take(float value, float apart, Span<float> levels, int found)
    {
        for (var k = 0; k < found; k++)
        {
            if (Math.Abs(value - levels[k]) <= apart)
            {
                return found;
            }
        }

        levels[found..].Fill(value);
        return found + 1;
    }
}

namespace Headroom.Forecasting.Panels.Members;

/// <summary>
/// The levels seen in the window, each at its newest value, as often as they came in the window and in training: all
/// that can be said of a series that picks one of a few sources at random every time it is read.
/// </summary>
internal sealed class LevelFrequencyMember : IChannelMember
{
    // Of the window's range: sources lie further apart than that, and one moves less within a day.
    private const float Gap = 0.02f;

    // What training says counts as much as this many rows of the window; chosen on validation rows.
    private const double TrainingRows = 1_000;

    private readonly float[] _sorted;

    public LevelFrequencyMember(ChannelTable table, int from, int to)
    {
        _sorted = table.Truth[from..to];
        Array.Sort(_sorted);
    }

    public string Name => "LevelFrequency";

    public void Predict(ChannelTable table, int row, Span<float> points)
    {
        var window = table.Window(row);
        Span<float> values = stackalloc float[window.Length], newest = stackalloc float[window.Length], shares = stackalloc float[window.Length];
        Span<int> ages = stackalloc int[window.Length];
        for (var i = 0; i < window.Length; i++)
        {
            (values[i], ages[i]) = (window[i], window.Length - i);
        }

        values.Sort(ages);
        var levels = FindLevels(values, ages, newest, shares);
        AddTraining(newest[..levels], shares[..levels]);
        var (cumulative, next) = (0.0, 0);
        for (var level = 0; level < levels; level++)
        {
            cumulative += shares[level];
            while (next < points.Length && cumulative >= (next + 0.5) / points.Length)
            {
                points[next++] = newest[level];
            }
        }

        points[next..].Fill(newest[levels - 1]);
    }

    // Ascending levels, cut where neighbouring values lie apart.
    private static int FindLevels(ReadOnlySpan<float> values, ReadOnlySpan<int> ages, Span<float> newest, Span<float> shares)
    {
        var gap = Gap * (values[^1] - values[0]);
        var (levels, start) = (0, 0);
        for (var i = 1; i <= values.Length; i++)
        {
            if (i < values.Length && values[i] - values[i - 1] <= gap)
            {
                continue;
            }

            var last = start;
            for (var k = start; k < i; k++)
            {
                last = ages[k] < ages[last] ? k : last;
            }

            (newest[levels], shares[levels]) = (values[last], i - start);
            levels++;
            start = i;
        }

        return levels;
    }

    // A training row belongs to the level nearest to it now: sources drift, but not past one another.
    private void AddTraining(ReadOnlySpan<float> levels, Span<float> shares)
    {
        var seen = 0f;
        foreach (var share in shares)
        {
            seen += share;
        }

        var from = 0;
        for (var level = 0; level < levels.Length; level++)
        {
            var to = level + 1 < levels.Length ? Rank((levels[level] + levels[level + 1]) / 2) : _sorted.Length;
            shares[level] = (float)((shares[level] + TrainingRows * (to - from) / _sorted.Length) / (seen + TrainingRows));
            from = to;
        }
    }

    private int Rank(float value)
    {
        var found = Array.BinarySearch(_sorted, value);
        return found < 0 ? ~found : found;
    }
}

using Headroom.Forecasting.Panels;

namespace Headroom.Forecasting.Harmony;

/// <summary>Which level of the hierarchy each indicator belongs to: 1 the demand, 2 what follows it closely, 3 the rest.</summary>
public static class HarmonyLevels
{
    public const int Count = 3;

    /// <summary>Levels from the correlation of steps with the demand's: the closer half of the others is level 2.</summary>
    /// <param name="panel">The first channel is the demand.</param>
    /// <param name="rows">Rows looked at, from the start.</param>
    public static int[] Infer(Panel panel, int rows)
    {
        ArgumentNullException.ThrowIfNull(panel);
        return Infer(panel.Channels, rows);
    }

    /// <summary>The same from series of equal length, the demand first.</summary>
    internal static int[] Infer(IReadOnlyList<float[]> channels, int rows)
    {
        var demand = Steps(channels[0], rows);
        var closeness = channels.Select(c => Math.Abs(MathNet.Numerics.Statistics.Correlation.Pearson(demand, Steps(c, rows)))).ToArray();
        var others = Enumerable.Range(1, channels.Count - 1).OrderByDescending(c => double.IsNaN(closeness[c]) ? 0 : closeness[c]).ToList();
        var levels = new int[channels.Count];
        levels[0] = 1;
        for (var i = 0; i < others.Count; i++)
        {
            levels[others[i]] = i < (others.Count + 1) / 2 ? 2 : 3;
        }

        return levels;
    }

    private static double[] Steps(float[] series, int rows)
    {
        var steps = new double[rows - 1];
        for (var t = 1; t < rows; t++)
        {
            steps[t - 1] = series[t] - series[t - 1];
        }

        return steps;
    }
}

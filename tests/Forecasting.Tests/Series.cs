using Headroom.Forecasting.History;

namespace Headroom.Forecasting.Tests;

/// <summary>Histories that a test can name in a word.</summary>
internal static class Series
{
    public static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    public static IndicatorHistory Of(IEnumerable<double> values, int capacity = 40_000, TimeSpan? step = null)
    {
        var history = new IndicatorHistory(step ?? TimeSpan.FromMinutes(1), capacity);
        var time = Start;
        foreach (var value in values)
        {
            history.Append(time, value);
            time += history.Step;
        }

        return history;
    }

    /// <summary>Day and night with noise, never below zero.</summary>
    public static IEnumerable<double> DayNight(int count, int season, int seed, double noise = 5)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            yield return Math.Max(0, 100 + 60 * Math.Sin(2 * Math.PI * i / season) + noise * Gaussian(random));
        }
    }

    public static double Gaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}

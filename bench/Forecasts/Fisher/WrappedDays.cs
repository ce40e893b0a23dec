using Headroom.Forecasting.Panels;

namespace Headroom.Bench.Forecasts.Fisher;

/// <summary>
/// Finds the time that each row was really measured at. In every day of the files the last rows belong to the evening
/// before: the CPU counter falls there by a day's worth and goes on where that evening had left it.
/// </summary>
/// <remarks>Everything is decided from rows before the target: a wrap is seen once it has happened, and expected where the day before had it.</remarks>
internal static class WrappedDays
{
    private const int Window = 144;

    // A counter rises in nearly every row; one that was reset falls once.
    private const double RisingShare = 0.97;

    public static RowOrder Order(DateTime[] dates, double[][] indicators, int stepsPerDay)
    {
        var step = TimeSpan.FromDays(1).Ticks / stepsPerDay;
        var clock = Array.ConvertAll(dates, d => d.Ticks / step);
        if (Counter(indicators) is not { } counter)
        {
            return new RowOrder(clock, clock, Window);
        }

        var slots = new long[clock.Length];
        var expected = new long[clock.Length];
        long wrapAt = stepsPerDay;
        var isWrapped = false;
        for (var t = 0; t < clock.Length; t++)
        {
            var phase = clock[t] % stepsPerDay;
            isWrapped &= phase != 0;
            expected[t] = clock[t] - (isWrapped || phase >= wrapAt ? stepsPerDay : 0);
            if (t > 0 && phase != 0 && counter[t] < counter[t - 1] && !isWrapped)
            {
                (isWrapped, wrapAt) = (true, phase);
            }

            slots[t] = clock[t] - (isWrapped ? stepsPerDay : 0);
        }

        return new RowOrder(slots, expected, Window);
    }

    private static double[]? Counter(double[][] indicators) =>
        indicators.Where(v => Rising(v) is >= RisingShare and < 1.0).MaxBy(Rising);

    private static double Rising(double[] values)
    {
        var rises = 0;
        for (var t = 1; t < values.Length; t++)
        {
            rises += values[t] > values[t - 1] ? 1 : 0;
        }

        return rises / (double)(values.Length - 1);
    }
}

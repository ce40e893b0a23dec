namespace Headroom.Bench.Forecasts.Suite;

/// <summary>One data set: indicators on an even grid, the first is the demand.</summary>
/// <param name="Name">File name without extension.</param>
/// <param name="Start">Time of the first row.</param>
/// <param name="Step">Spacing of the rows.</param>
/// <param name="Indicators">One array per indicator, equally long; NaN where a sample is missing.</param>
internal sealed record SuiteSet(string Name, DateTimeOffset Start, TimeSpan Step, double[][] Indicators)
{
    /// <summary>History that a fit may see: the product's default.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(14);

    private static readonly int[] SeasonDays = [1, 7];

    // Coarse steps need more days for as many rows.
    private const int LeastRows = 4_000;

    /// <summary>Share of the rows that are the test, the newest.</summary>
    public const double TestShare = 0.2;

    public int Rows => Indicators[0].Length;

    public int Capacity => Math.Max((int)(Kept / Step), LeastRows);

    /// <summary>A day and a week in steps.</summary>
    public int[] Seasons => [.. SeasonDays.Select(days => (int)Math.Round(TimeSpan.FromDays(days) / Step)).Where(s => s >= 2)];

    /// <summary>The rows before the test, as a set of their own.</summary>
    public SuiteSet BeforeTest() =>
        this with { Indicators = [.. Indicators.Select(i => i[..(Rows - (int)(TestShare * Rows))])] };
}

namespace Headroom.Cli.Report;

/// <summary>Shares a stretch of steps out over the columns of a chart.</summary>
/// <param name="From">First step.</param>
/// <param name="To">Behind the last step.</param>
/// <param name="Count">Columns, at most one per step.</param>
internal sealed record Columns(int From, int To, int Count)
{
    public static Columns Over(int from, int to, int most) => new(from, to, Math.Min(most, to - from));

    /// <summary>First step of a column; of column <see cref="Count"/>, <see cref="To"/>.</summary>
    public int Start(int column) => From + (int)((long)(To - From) * column / Count);

    /// <summary>One value per column.</summary>
    /// <param name="of">Of the steps [from, to).</param>
    public double[] Each(Func<int, int, double> of) => [.. Enumerable.Range(0, Count).Select(c => of(Start(c), Start(c + 1)))];
}

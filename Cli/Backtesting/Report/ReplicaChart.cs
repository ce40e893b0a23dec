using Headroom.Cli.Report;
using Headroom.Scaling.Policies;
using Headroom.Simulation.Backtesting;

namespace Headroom.Cli.Backtesting.Report;

/// <summary>What the load needed as an area, what each policy ran as a line, and under them where each one fell short.</summary>
internal sealed class ReplicaChart(BacktestResult result)
{
    private const int Width = 960;
    private const int Left = 78;
    private const int Right = 944;
    private const int Top = 12;
    private const int Bottom = 300;
    private const int StripTop = 334;
    private const int StripHeight = 13;
    private const int StripGap = 5;
    private const int MostColumns = 446;

    private const double Room = 1.08;

    // A column is marked fully where so many times more than allowed was missed.
    private const double Glaring = 6;

    /// <param name="from">First step that is drawn, counted from the first that counts.</param>
    /// <param name="to">Behind the last.</param>
    /// <param name="label">For readers who cannot see it.</param>
    public string Draw(int from, int to, string label)
    {
        var rows = result.Rows.Where(static r => r.Policy != Backtest.Oracle).ToList();
        var columns = Columns.Over(from, to, MostColumns);
        var svg = new Svg(Width, StripTop + rows.Count * (StripHeight + StripGap) + 6, label);
        var loads = result.Rows[0].Outcome.Loads;
        var line = UtilizationLine.Carrying(result.Settings.Capacity);
        var needed = columns.Each((a, b) => Enumerable.Range(a, b - a).Max(t => (double)line.Replicas(loads[t], line.Limit)));
        var lines = rows.ConvertAll(r => columns.Each((a, b) => r.Outcome.Replicas[a..b].Average()));
        var x = new Axis(0, columns.Count, Left, Right);
        // A wild peak of a policy that is not shown at first must not flatten the rest: it is cut.
        var shown = lines.Where((_, i) => HtmlReport.IsShownAtFirst(rows[i].Policy, rows.Count)).Append(needed);
        var y = new Axis(0, Math.Max(Room * shown.Max(static l => l.Max()), 1), Bottom, Top);
        DrawGrid(svg, from, to, y, StripTop + rows.Count * (StripHeight + StripGap));
        svg.Path(Points(needed, x, y), "need", isStepped: true, Bottom);
        for (var i = rows.Count - 1; i >= 0; i--)
        {
            svg.Path(Points(lines[i], x, y), $"line {PageStyle.Of(rows[i].Policy)}", isStepped: columns.Count == to - from);
            DrawStrip(svg, rows[i], columns, x, StripTop + i * (StripHeight + StripGap));
        }

        return svg.ToString();
    }

    private void DrawGrid(Svg svg, int from, int to, Axis y, double bottom)
    {
        foreach (var tick in y.Ticks(5))
        {
            svg.Line(Left, y.At(tick), Right, y.At(tick), "grid");
            svg.Text(Left - 8, y.At(tick) + 4, Axis.Text(tick), "tick", "end");
        }

        var (step, start) = (result.Series.Step, result.From);
        TimeAxis.Draw(svg, start + step * from, start + step * to, Left, Right, Top, Bottom);
        svg.Line(Left, Bottom, Right, Bottom, "axis");
        svg.Line(Left, bottom + 2, Right, bottom + 2, "grid");
    }

    private void DrawStrip(Svg svg, BacktestRow row, Columns columns, Axis x, double top)
    {
        svg.Text(Left - 8, top + StripHeight - 2, row.Policy, "tick", "end");
        svg.Rectangle(Left, top, Right - Left, StripHeight, "strip", 1);
        for (var c = 0; c < columns.Count; c++)
        {
            var (a, b) = (columns.Start(c), columns.Start(c + 1));
            if (Enumerable.Range(a, b - a).Count(row.Outcome.IsViolatedAt) is > 0 and var missed)
            {
                var share = missed / (double)(b - a);
                var glare = Math.Clamp(share / (Glaring * (1 - result.Settings.ServiceLevel)), 0.1, 1);
                svg.Rectangle(x.At(c), top, Math.Max(x.At(1) - x.At(0), 1), StripHeight, "miss", Math.Max(glare, share), $"{row.Policy}: {missed} of {b - a} steps missed");
            }
        }
    }

    private static List<(double X, double Y)> Points(double[] values, Axis x, Axis y) =>
        [.. values.Append(values[^1]).Select((v, c) => (x.At(c), y.At(v)))];
}

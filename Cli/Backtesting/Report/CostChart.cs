using System.Globalization;
using Headroom.Cli.Report;
using Headroom.Simulation.Backtesting;

namespace Headroom.Cli.Backtesting.Report;

/// <summary>Dollars against violations, one dot a policy: lower left is better; the dashed line is what the service level allows.</summary>
internal static class CostChart
{
    private const int Width = 960;
    private const int Height = 340;
    private const int Left = 70;
    private const int Right = 930;
    private const int Top = 16;
    private const int Bottom = 286;

    public static string Draw(BacktestResult result)
    {
        var allowed = 100 * (1 - result.Settings.ServiceLevel);
        var svg = new Svg(Width, Height, "Dollars against the share of violated steps");
        var worst = Math.Max(result.Rows.Max(static r => 100 * r.Outcome.ViolationShare), allowed);
        var (low, high) = (result.Rows.Min(static r => r.Dollars), result.Rows.Max(static r => r.Dollars));
        var x = new Axis(0, 1.12 * worst, Left, Right);
        var y = new Axis(0.9 * low, Math.Max(1.06 * high, 0.9 * low + 1e-6), Bottom, Top);
        foreach (var tick in x.Ticks(7))
        {
            svg.Line(x.At(tick), Top, x.At(tick), Bottom, "grid");
            svg.Text(x.At(tick), Bottom + 17, $"{Axis.Text(tick)}%", "tick", "middle");
        }

        foreach (var tick in y.Ticks(5))
        {
            svg.Line(Left, y.At(tick), Right, y.At(tick), "grid");
            svg.Text(Left - 8, y.At(tick) + 4, $"${Axis.Text(tick)}", "tick", "end");
        }

        svg.Line(Left, Bottom, Right, Bottom, "axis");
        svg.Line(x.At(allowed), Top, x.At(allowed), Bottom, "allowed");
        svg.Text(x.At(allowed) + 6, Top + 11, $"allowed: {Axis.Text(allowed)}%", "tick", "start");
        svg.Text((Left + Right) / 2.0, Height - 8, "share of steps in which load passed capacity", "tick", "middle");
        var dots = result.Rows.Select(r => (X: x.At(100 * r.Outcome.ViolationShare), Y: y.At(r.Dollars), r.Policy)).ToList();
        var labels = DotLabels.Place(dots, Width);
        for (var i = 0; i < dots.Count; i++)
        {
            var row = result.Rows[i];
            var title = string.Create(CultureInfo.InvariantCulture, $"{row.Policy}: ${row.Dollars:N2}, {100 * row.Outcome.ViolationShare:0.00}% violated");
            svg.Circle(dots[i].X, dots[i].Y, 6.5, $"dot {PageStyle.Of(row.Policy)}", title);
            svg.Text(labels[i].X, labels[i].Y, row.Policy, "name", "start");
        }

        return svg.ToString();
    }
}

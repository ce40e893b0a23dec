using System.Globalization;
using Headroom.Cli.Report;
using Headroom.Simulation.ColdStarts;

namespace Headroom.Cli.ColdStartSimulation.Report;

/// <summary>Cold starts against pod-hours: lower left is better. Policies with a keep-alive are lines over it.</summary>
internal static class FrontierChart
{
    private const int Width = 960;
    private const int Height = 360;
    private const int Left = 70;
    private const int Right = 930;
    private const int Top = 16;
    private const int Bottom = 306;

    public static string Draw(ColdStartResult result)
    {
        var svg = new Svg(Width, Height, "Share of cold requests against pod-hours");
        var x = new Axis(0, 1.08 * Math.Max(result.Rows.Max(Hours), 1e-3), Left, Right);
        var y = new Axis(0, 1.08 * Math.Max(result.Rows.Max(static r => r.Tally.ColdPercent), 0.1), Bottom, Top);
        foreach (var tick in x.Ticks(8))
        {
            svg.Line(x.At(tick), Top, x.At(tick), Bottom, "grid");
            svg.Text(x.At(tick), Bottom + 17, Axis.Text(tick), "tick", "middle");
        }

        foreach (var tick in y.Ticks(5))
        {
            svg.Line(Left, y.At(tick), Right, y.At(tick), "grid");
            svg.Text(Left - 8, y.At(tick) + 4, $"{Axis.Text(tick)}%", "tick", "end");
        }

        svg.Line(Left, Bottom, Right, Bottom, "axis");
        svg.Text((Left + Right) / 2.0, Height - 10, "pod-hours", "tick", "middle");
        foreach (var policy in result.Rows.GroupBy(static r => r.Policy))
        {
            svg.Path([.. policy.Select(r => (x.At(Hours(r)), y.At(r.Tally.ColdPercent)))], $"line {PageStyle.Of(policy.Key)}", isStepped: false);
        }

        var dots = result.Rows.Select(r => (X: x.At(Hours(r)), Y: y.At(r.Tally.ColdPercent), Name: Label(r))).ToList();
        var labels = DotLabels.Place(dots, Width);
        for (var i = 0; i < dots.Count; i++)
        {
            var row = result.Rows[i];
            var title = string.Create(CultureInfo.InvariantCulture, $"{Label(row)}: {row.Tally.ColdPercent:0.00}% cold, {Hours(row):N1} pod-hours");
            svg.Circle(dots[i].X, dots[i].Y, 5.5, $"dot {PageStyle.Of(row.Policy)}", title);
            svg.Text(labels[i].X, labels[i].Y, Label(row), "name", "start");
        }

        return svg.ToString();
    }

    private static double Hours(ColdStartRow row) => row.Tally.PodSeconds / 3600;

    private static string Label(ColdStartRow row) => row.KeepAlive is null ? row.Policy : $"{row.Policy} {ColdStartTable.KeepAlive(row)}";
}

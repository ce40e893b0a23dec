using Headroom.Cli.Report;
using Headroom.Simulation.Power.Histories;

namespace Headroom.Cli.PowerSimulation.Report;

/// <summary>The highest draw over time against the budget: with nothing held back as an area, under the policy as a line.</summary>
internal static class DrawChart
{
    private const int Width = 960;
    private const int Height = 340;
    private const int Left = 78;
    private const int Right = 944;
    private const int Top = 16;
    private const int Bottom = 300;
    private const double Room = 1.06;

    public static string Draw(StudyResult result, PolicyResult policy, DrawTrack track)
    {
        var budget = result.Settings.Budget.ToWatts();
        var svg = new Svg(Width, Height, $"Draw of {policy.Servers} servers under {policy.Policy} against the budget");
        var x = new Axis(0, track.Free.Count, Left, Right);
        var y = new Axis(0, Room * Math.Max(Math.Max(track.Free.Max(), track.Controlled.Max()), budget) / 1000, Bottom, Top);
        foreach (var tick in y.Ticks(5))
        {
            svg.Line(Left, y.At(tick), Right, y.At(tick), "grid");
            svg.Text(Left - 8, y.At(tick) + 4, $"{Axis.Text(tick)} kW", "tick", "end");
        }

        TimeAxis.Draw(svg, result.History.Start, result.History.Start + result.History.Length, Left, Right, Top, Bottom);
        svg.Path(Points(track.Free, x, y), "need", isStepped: true, Bottom);
        svg.Path(Points(track.Controlled, x, y), $"line {PageStyle.Of(policy.Policy)}", isStepped: false);
        svg.Line(Left, Bottom, Right, Bottom, "axis");
        svg.Line(Left, y.At(budget / 1000), Right, y.At(budget / 1000), "allowed");
        svg.Text(Right, y.At(budget / 1000) - 5, $"budget {Axis.Text(budget / 1000)} kW", "tick", "end");
        return svg.ToString();
    }

    private static List<(double X, double Y)> Points(IReadOnlyList<double> watts, Axis x, Axis y) =>
        [.. watts.Append(watts[^1]).Select((w, c) => (x.At(c), y.At(w / 1000)))];
}

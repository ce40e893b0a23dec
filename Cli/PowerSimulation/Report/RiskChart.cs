using System.Globalization;
using Headroom.Cli.Report;
using Headroom.Simulation.Power.Histories;

namespace Headroom.Cli.PowerSimulation.Report;

/// <summary>Brakes a week against servers, one line a policy.</summary>
internal static class RiskChart
{
    private const int Width = 960;
    private const int Height = 350;
    private const int Left = 78;
    private const int Right = 930;
    private const int Top = 16;
    private const int Bottom = 292;

    // Beyond a brake an hour a row is of no use: how much worse it gets tells nothing.
    private const double MostShown = 168;

    public static string Draw(StudyResult result)
    {
        var all = result.Policies.SelectMany(static p => p.Tried).ToList();
        var svg = new Svg(Width, Height, "Brakes a week against the number of servers");
        var (fewest, most) = (Math.Min(all.Min(static o => o.Servers), result.FreeBound), all.Max(static o => o.Servers));
        var x = new Axis(fewest - 1, most + 1, Left, Right);
        var y = new Axis(0, Math.Clamp(1.06 * all.Max(static o => o.BrakesPerWeek), 1, MostShown), Bottom, Top);
        foreach (var tick in x.Ticks(9).Where(static t => t >= 0 && t % 1 == 0))
        {
            svg.Line(x.At(tick), Top, x.At(tick), Bottom, "grid");
            svg.Text(x.At(tick), Bottom + 17, Axis.Text(tick), "tick", "middle");
        }

        foreach (var tick in y.Ticks(5))
        {
            svg.Line(Left, y.At(tick), Right, y.At(tick), "grid");
            svg.Text(Left - 8, y.At(tick) + 4, Axis.Text(tick), "tick", "end");
        }

        svg.Line(Left, Bottom, Right, Bottom, "axis");
        svg.Line(x.At(result.FreeBound), Top, x.At(result.FreeBound), Bottom, "allowed");
        svg.Text(x.At(result.FreeBound) + 6, Top + 29, $"no control: {result.FreeBound}", "tick", "start");
        svg.Text((Left + Right) / 2.0, Height - 10, "servers", "tick", "middle");
        svg.Text(Left + 6, Top + 11, y.High >= MostShown ? "brakes a week, cut at one an hour" : "brakes a week", "tick", "start");
        foreach (var policy in result.Policies)
        {
            DrawPolicy(svg, policy, x, y);
        }

        return svg.ToString();
    }

    private static void DrawPolicy(Svg svg, PolicyResult policy, Axis x, Axis y)
    {
        var points = policy.Tried.Select(o => (X: x.At(o.Servers), Y: y.At(Math.Min(o.BrakesPerWeek, y.High)), Outcome: o)).ToList();
        if (points.Count > 0)
        {
            svg.Path([.. points.Select(static p => (p.X, p.Y))], $"line {PageStyle.Of(policy.Policy)}", isStepped: false);
        }

        foreach (var (px, py, outcome) in points)
        {
            svg.Circle(px, py, outcome.Servers == policy.Servers ? 6 : 3, $"dot {PageStyle.Of(policy.Policy)}", string.Create(
                CultureInfo.InvariantCulture,
                $"{policy.Policy}, {outcome.Servers} servers: {outcome.BrakesPerWeek:0.##} brakes a week, low priority {Percent.Of(outcome.Low.P50)} and {Percent.Of(outcome.Low.P99)} slower"));
        }
    }
}

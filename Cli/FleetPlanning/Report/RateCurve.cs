using System.Globalization;
using Headroom.Cli.Report;

namespace Headroom.Cli.FleetPlanning.Report;

/// <summary>Dollars per hour over the rate: the mix and the best single type.</summary>
internal static class RateCurve
{
    private const int Width = 960;
    private const int Height = 300;
    private const int Left = 70;
    private const int Right = 930;
    private const int Top = 16;
    private const int Bottom = 246;

    public static string Draw(PlanResult result)
    {
        var svg = new Svg(Width, Height, "Dollars per hour over the rate");
        var x = new Axis(0, 1.04 * result.Curve.Max(static p => p.PerSecond), Left, Right);
        var y = new Axis(0, 1.08 * result.Curve.Max(static p => Math.Max(p.Mix, p.BestSingle ?? 0)), Bottom, Top);
        foreach (var tick in x.Ticks(8))
        {
            svg.Line(x.At(tick), Top, x.At(tick), Bottom, "grid");
            svg.Text(x.At(tick), Bottom + 17, Axis.Text(tick), "tick", "middle");
        }

        foreach (var tick in y.Ticks(5))
        {
            svg.Line(Left, y.At(tick), Right, y.At(tick), "grid");
            svg.Text(Left - 8, y.At(tick) + 4, $"${Axis.Text(tick)}", "tick", "end");
        }

        svg.Line(Left, Bottom, Right, Bottom, "axis");
        svg.Text((Left + Right) / 2.0, Height - 8, "requests/s", "tick", "middle");
        svg.Path([.. result.Curve.Where(static p => p.BestSingle is not null).Select(p => (x.At(p.PerSecond), y.At(p.BestSingle ?? 0)))], "line single", isStepped: false);
        svg.Path([.. result.Curve.Select(p => (x.At(p.PerSecond), y.At(p.Mix)))], "line mix", isStepped: false);
        foreach (var (rate, mix, _) in result.Curve)
        {
            svg.Circle(x.At(rate), y.At(mix), 4.5, "dot mix", string.Create(CultureInfo.InvariantCulture, $"{rate:0.##} requests/s: ${mix:N2}/h"));
        }

        return svg.ToString();
    }
}

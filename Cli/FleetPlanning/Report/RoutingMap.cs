using System.Globalization;
using Headroom.Cli.Report;

namespace Headroom.Cli.FleetPlanning.Report;

/// <summary>Which type serves which size: a cell per bucket, split by its weights, stronger where more requests are.</summary>
internal static class RoutingMap
{
    private const int Width = 960;
    private const int Left = 110;
    private const int Right = 940;
    private const int Row = 30;
    private const int Top = 8;

    public static string Draw(PlanResult result)
    {
        var (grid, shares, gpus) = (result.Setting.Mix.Grid, result.Setting.Mix.Shares, result.Plan.Problem.Gpus);
        var (cell, most, index) = ((Right - Left) / (double)grid.Inputs.Count, shares.Max(), 0);
        var svg = new Svg(Width, Top + grid.Outputs.Count * Row + 44, "Which GPU type serves which size");
        for (var bucket = 0; bucket < grid.Count; bucket++)
        {
            var (left, top) = (Left + bucket % grid.Inputs.Count * cell, Top + bucket / grid.Inputs.Count * Row);
            svg.Rectangle(left + 1, top + 1, cell - 2, Row - 2, "strip", 1);
            if (shares[bucket] <= 0)
            {
                continue;
            }

            var slices = result.Mix.Slices[index++];
            for (var j = 0; j < gpus.Count; j++)
            {
                var width = (cell - 2) * slices[j] / slices.Sum();
                var title = string.Create(CultureInfo.InvariantCulture, $"{grid.Name(bucket)}: {100 * shares[bucket]:0.##}% of requests, {100.0 * slices[j] / slices.Sum():0}% of them to {gpus[j].Name}");
                svg.Rectangle(left + 1, top + 1, width, Row - 2, $"fill {PlanStyle.Of(j)}", 0.3 + 0.7 * Math.Sqrt(shares[bucket] / most), title);
                left += width;
            }
        }

        for (var i = 0; i < grid.Outputs.Count; i++)
        {
            svg.Text(Left - 8, Top + i * Row + 19, $"≤ {grid.Outputs[i]}", "tick", "end");
        }

        for (var i = 0; i < grid.Inputs.Count; i++)
        {
            svg.Text(Left + (i + 0.5) * cell, Top + grid.Outputs.Count * Row + 16, $"≤ {grid.Inputs[i]}", "tick", "middle");
        }

        svg.Text((Left + Right) / 2.0, Top + grid.Outputs.Count * Row + 36, "prompt tokens; rows: answer tokens", "tick", "middle");
        return svg.ToString();
    }
}

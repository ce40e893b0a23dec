using System.Globalization;
using Headroom.Cli.Report;
using Headroom.Placement.Fleet;

namespace Headroom.Cli.FleetPlanning.Report;

/// <summary>Dollars per hour of the mix, by type, over every type alone and every what-if.</summary>
internal static class FleetBars
{
    private const int Width = 960;
    private const int Left = 190;
    private const int Right = 880;
    private const int Row = 34;
    private const int Thickness = 20;

    public static string Draw(PlanResult result)
    {
        var rows = Rows(result);
        var svg = new Svg(Width, rows.Count * Row + 12, "Dollars per hour of each fleet");
        var x = new Axis(0, 1.02 * rows.Max(static r => r.Parts.Sum(static p => p.Dollars)), Left, Right);
        for (var i = 0; i < rows.Count; i++)
        {
            var (name, parts) = rows[i];
            var (top, from) = (8.0 + i * Row, 0.0);
            svg.Text(Left - 10, top + Thickness - 5, name, "name", "end");
            foreach (var (gpu, count, dollars) in parts)
            {
                var title = string.Create(CultureInfo.InvariantCulture, $"{count} {result.Plan.Problem.Gpus[gpu].Name}: ${dollars:N2}/h");
                svg.Rectangle(x.At(from), top, x.At(from + dollars) - x.At(from), Thickness, $"fill {PlanStyle.Of(gpu)}", 1, title);
                from += dollars;
            }

            svg.Text(x.At(from) + 8, top + Thickness - 5, string.Create(CultureInfo.InvariantCulture, $"${from:N2}"), "tick", "start");
        }

        return svg.ToString();
    }

    private static List<(string Name, List<(int Gpu, int Count, double Dollars)> Parts)> Rows(PlanResult result)
    {
        var gpus = result.Plan.Problem.Gpus;
        List<(string, List<(int, int, double)>)> rows = [("cheapest mix", Parts(gpus, result.Mix))];
        rows.AddRange(result.Plan.Singles.Select((s, j) => (s, j)).Where(static s => s.s.Count is not null)
            .Select(static s => ($"{s.s.Gpu} alone", new List<(int, int, double)> { (s.j, s.s.Count!.Value, s.s.DollarsPerHour!.Value) }))); // both are there or neither
        rows.AddRange(result.WhatIfs.Where(static w => w.Plan.Outcome is FleetPlan.Solved).Select(static w => (w.Text, Parts(w.Plan.Problem.Gpus, (FleetPlan.Solved)w.Plan.Outcome))));
        return rows;
    }

    private static List<(int, int, double)> Parts(IReadOnlyList<FleetGpu> gpus, FleetPlan.Solved mix) =>
        [.. mix.Counts.Select((c, j) => (j, c, c * gpus[j].DollarsPerHour)).Where(static p => p.c > 0)];
}

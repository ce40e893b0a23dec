using System.Text.Json.Nodes;
using Headroom.Placement.Fleet.Profiles;
using Headroom.Simulation.Fleet;

namespace Headroom.Bench.Fleet;

/// <summary>Mélange's static problem on calibrated profiles: cost against its proven bound and against every single type.</summary>
internal sealed class MelangeBenchmark : IBenchmark
{
    private const string Calibration =
        "Profiles of the four GPUs are not public. Each is a roofline of Llama 2 7B times Factor*(tokens/512)^Exponent, fitted to the published capacities that are "
        + "consistent at 120 ms (Arena: L4 .496, A10G .81, A100 3.1, H100 4.5 requests/s; PubMed: A100 .3035, H100 .61; the small cards' exponent is the mean of the large ones'). "
        + "Sizes are log-normal, made up: theirs are not public either. 40 ms and mixed are predictions.";

    private static readonly string[] Calibrated = ["arena", "pubmed", "mixed"];
    private static readonly double[] Rates = [1, 2, 4, 8, 16, 32];
    private static readonly (string Name, double Seconds)[] Levels = [("120", PublishedGpus.RelaxedTokenSeconds), ("40", PublishedGpus.TightTokenSeconds)];

    public string Name => "melange";

    public string Description => "the cheapest GPU mix for a static load: cost, proven bound, best single type (gap 0, ≤ 100 ms at 480 slices)";

    public Task<JsonObject> RunAsync(BenchOptions options, CancellationToken ct)
    {
        Console.WriteLine(Calibration);
        foreach (var gpu in PublishedGpus.All)
        {
            Console.WriteLine($"{gpu.Name,-6} factor {gpu.Factor:0.000}, exponent {gpu.Exponent:0.000}");
        }

        var published = MelangeTables.Savings(options);
        var (cells, means, theirs, all) = (new JsonObject(), new JsonObject(), new JsonObject(), new List<MelangeCell>());
        MelangeCell.Solve(PublishedSizes.Arena, 1, PublishedGpus.Profiles(PublishedSizes.Grid, Levels[0].Seconds)); // compiles what the first cell would be charged with
        foreach (var (workload, mix) in Workloads(options))
        {
            foreach (var (level, seconds) in Levels)
            {
                ct.ThrowIfCancellationRequested();
                var key = $"{workload}-{level}";
                var profiles = PublishedGpus.Profiles(PublishedSizes.Grid, seconds);
                List<MelangeCell> row = [.. Rates.Select(r => MelangeCell.Solve(mix, r, profiles))];
                all.AddRange(row);
                cells[key] = new JsonArray([.. row.Select(static c => (JsonNode)c.ToJson())]);
                means[key] = Math.Round(row.Average(static c => c.SavingPercent), 1);
                theirs[key] = published[key].Any() ? Math.Round(published[key].Average(), 1) : null;
                Print(key, row);
            }
        }

        return Task.FromResult(new JsonObject
        {
            ["benchmark"] = Name,
            ["quick"] = options.IsQuick,
            ["calibration"] = Calibration,
            ["cells"] = cells,
            ["mean_saving_pct"] = means,
            ["published_mean_saving_pct"] = theirs,
            ["optimality_gap_pct_max"] = Math.Round(all.Max(static c => c.Plan.GapPercent), 4),
            ["cells_proven_optimal"] = all.Count(static c => c.Plan.GapPercent < 1e-9),
            ["cells_total"] = all.Count,
            ["solve_ms_max"] = Math.Round(all.Max(static c => c.Milliseconds), 1),
            ["solve_ms_p50"] = Math.Round(all.Select(static c => c.Milliseconds).Order().ElementAt(all.Count / 2), 1),
            ["at_480_slices"] = All480(),
            ["published_arena_120"] = Check(options),
        });
    }

    private static IEnumerable<(string Name, SizeMix Mix)> Workloads(BenchOptions options) =>
        new[] { ("arena", PublishedSizes.Arena), ("pubmed", PublishedSizes.PubMed), ("mixed", PublishedSizes.Mixed) }
            .Concat(MelangeTables.FurtherSizes(options));

    // With the rarest sizes kept all 60 buckets have requests.
    private static JsonObject All480()
    {
        List<MelangeCell> cells = [.. Calibrated.SelectMany(w => Levels.SelectMany(l => Rates.Select(r =>
            MelangeCell.Solve(PublishedSizes.Whole(w), r, PublishedGpus.Profiles(PublishedSizes.Grid, l.Seconds)))))];
        Console.WriteLine($"all 60 buckets, {cells[0].Slices} slices: at most {cells.Max(static c => c.Milliseconds):0.0} ms, gap at most {cells.Max(static c => c.Plan.GapPercent):0.####}%");
        return new JsonObject
        {
            ["slices"] = cells[0].Slices,
            ["problems"] = cells.Count,
            ["proven_optimal"] = cells.Count(static c => c.Plan.GapPercent < 1e-9),
            ["gap_pct_max"] = Math.Round(cells.Max(static c => c.Plan.GapPercent), 4),
            ["solve_ms_max"] = Math.Round(cells.Max(static c => c.Milliseconds), 1),
            ["solve_ms_p50"] = Math.Round(cells.Select(static c => c.Milliseconds).Order().ElementAt(cells.Count / 2), 1),
        };
    }

    private static JsonObject Check(BenchOptions options)
    {
        var profiles = PublishedGpus.Profiles(PublishedSizes.Grid, PublishedGpus.RelaxedTokenSeconds);
        var (singles, mixes) = (new List<int>(), new List<double>());
        foreach (var row in MelangeTables.Allocations(options))
        {
            var cell = MelangeCell.Solve(PublishedSizes.Arena, row.Rate, profiles);
            if (row.IsMix)
            {
                mixes.Add(cell.Plan.DollarsPerHour / row.Cost - 1);
                Console.WriteLine($"arena-120 at {row.Rate,2}: published mix [{string.Join(' ', row.Counts)}] ${row.Cost:0.00}, ours [{string.Join(' ', cell.Plan.Counts)}] ${cell.Plan.DollarsPerHour:0.00}");
                continue;
            }

            var type = row.Counts.ToList().FindIndex(static c => c > 0);
            singles.Add((int)Math.Round(cell.SingleCosts[type] / profiles[type].Gpu.DollarsPerHour) - row.Counts[type]);
        }

        return new JsonObject
        {
            ["single_type_rows"] = singles.Count,
            ["single_type_rows_equal"] = singles.Count(static d => d == 0),
            ["single_type_gpus_off_max"] = singles.Count > 0 ? singles.Max(Math.Abs) : null,
            ["mix_cost_difference_pct_mean"] = mixes.Count > 0 ? Math.Round(100 * mixes.Average(), 1) : null,
            ["mix_cost_difference_pct_worst"] = mixes.Count > 0 ? Math.Round(100 * mixes.MaxBy(Math.Abs), 1) : null,
        };
    }

    private static void Print(string key, List<MelangeCell> row)
    {
        foreach (var cell in row)
        {
            Console.WriteLine(
                $"{key,-36}{cell.Rate,4} /s  ours ${cell.Plan.DollarsPerHour,8:0.000}  bound ${cell.Plan.BoundPerHour,8:0.000}  single ${cell.BestSingle,8:0.000}  saves {cell.SavingPercent,5:0.0}%  "
                + $"[{string.Join(' ', cell.Plan.Counts)}]  {cell.Milliseconds:0.0} ms");
        }
    }
}

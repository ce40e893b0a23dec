using System.Text.Json.Nodes;

namespace Headroom.Bench.Forecasts.Suite;

/// <summary>The table and the result line of forecast-suite.</summary>
internal static class SuiteReport
{
    private const double Tolerance = 1.01;

    public static void Print(IReadOnlyList<SuiteRow> rows)
    {
        Console.WriteLine($"{"series",-34}{"steps",6}{"WQL",9}{"MASE",9}{"80% cov.",9}{"WQL rel.",9}{"MASE rel.",10}{"to best",9}  best member");
        foreach (var row in rows)
        {
            Console.WriteLine(
                $"{row.Set.Name,-34}{row.Horizon,6}{row.Pool.Wql,9:0.0000}{row.Pool.MeanAbsolute / row.Run.NaiveError,9:0.000}{row.Pool.Coverage80,9:0.000}"
                + $"{row.WqlRatio(SuiteRun.Pool),9:0.000}{row.MaseRatio(SuiteRun.Pool),10:0.000}{row.PoolToBest,9:0.000}  {row.BestMember}");
        }

        Console.WriteLine($"{"geometric mean",-40}{"WQL rel.",9}{"MASE rel.",10}{"series",8}");
        foreach (var name in Names(rows))
        {
            var own = rows.Where(r => r.Run.Tallies.ContainsKey(name)).ToList();
            Console.WriteLine($"{name,-40}{Mean(own.Select(r => r.WqlRatio(name))),9:0.000}{Mean(own.Select(r => r.MaseRatio(name))),10:0.000}{own.Count,8}");
        }
    }

    public static JsonObject Result(string name, BenchOptions options, int sets, IReadOnlyList<SuiteRow> rows)
    {
        var means = new JsonObject();
        foreach (var member in Names(rows))
        {
            means[member] = Round(Mean(rows.Where(r => r.Run.Tallies.ContainsKey(member)).Select(r => r.WqlRatio(member))));
        }

        return new JsonObject
        {
            ["benchmark"] = name,
            ["quick"] = options.IsQuick,
            ["seed"] = options.Seed,
            ["sets"] = sets,
            ["gmean_wql"] = Round(Mean(rows.Select(r => r.WqlRatio(SuiteRun.Pool)))),
            ["gmean_mase"] = Round(Mean(rows.Select(r => r.MaseRatio(SuiteRun.Pool)))),
            ["coverage80"] = Round(rows.Average(r => r.Pool.Coverage80)),
            ["coverage90"] = Round(rows.Average(r => r.Pool.Coverage90)),
            ["coverage80_not_recalibrated"] = Round(rows.Average(r => r.Run.Tallies[SuiteRun.Raw].Coverage80)),
            ["coverage90_not_recalibrated"] = Round(rows.Average(r => r.Run.Tallies[SuiteRun.Raw].Coverage90)),
            ["crps_over_not_recalibrated"] = Round(Mean(rows.Select(r => r.RecalibratedCrps))),
            ["pool_best_or_within_1pct"] = rows.Count(r => r.PoolToBest <= Tolerance),
            ["rows"] = rows.Count,
            ["pool_to_best_worst"] = Round(rows.Max(r => r.PoolToBest)),
            ["gmean_wql_by_member"] = means,
            ["results"] = new JsonArray([.. rows.Select(Row)]),
        };
    }

    private static JsonObject Row(SuiteRow row)
    {
        var members = new JsonObject();
        foreach (var (member, tally) in row.Run.Tallies)
        {
            members[member] = new JsonObject
            {
                ["wql"] = Round(tally.Wql),
                ["mase"] = Round(tally.MeanAbsolute / row.Run.NaiveError),
                ["coverage80"] = Round(tally.Coverage80),
                ["wql_ratio"] = Round(row.WqlRatio(member)),
            };
        }

        return new JsonObject { ["set"] = row.Set.Name, ["horizon"] = row.Horizon, ["pool_to_best"] = Round(row.PoolToBest), ["members"] = members };
    }

    private static IEnumerable<string> Names(IReadOnlyList<SuiteRow> rows) => rows.SelectMany(r => r.Run.Tallies.Keys).Distinct();

    private static double Mean(IEnumerable<double> ratios) =>
        Math.Exp(ratios.Where(double.IsFinite).Select(r => Math.Log(Math.Max(r, 1e-6))).DefaultIfEmpty(0).Average());

    // JSON knows no infinity.
    private static double? Round(double value) => double.IsFinite(value) ? Math.Round(value, 4) : null;
}

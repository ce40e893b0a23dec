using System.Text.Json.Nodes;

namespace Headroom.Bench.Replays;

/// <summary>The table of the scaling benchmark and its overall figures.</summary>
internal static class ScalingReport
{
    public static JsonObject Of(string name, BenchOptions options, IReadOnlyList<TraceReplay> traces)
    {
        var rows = Rows(traces);
        Print(rows);
        var ours = rows.Where(static r => r.Policy == PolicyRoster.Ours).ToList();
        var result = new JsonObject { ["benchmark"] = name, ["quick"] = options.IsQuick, ["traces_used"] = traces.Count };
        foreach (var (key, value) in Overall(Minutely(ours), rows))
        {
            result[key] = value;
        }

        var byDefault = rows.Where(static r => r.Policy == PolicyRoster.Default).ToList();
        result["default_policy"] = new JsonObject(Overall(Minutely(byDefault), rows).Select(static p => KeyValuePair.Create(p.Item1, p.Item2)));
        result["coarse"] = Coarse(ours);
        result["policies"] = Policies(rows);
        result["traces"] = new JsonArray([.. rows.Select(static r => (JsonNode)r.ToJson())]);
        return result;
    }

    public static JsonObject Robustness(double replicas, IReadOnlyList<TraceReplay> traces)
    {
        var rows = Rows(traces);
        var minutely = rows.Where(static r => r.Policy == PolicyRoster.Ours && r.Trace.IsMinutely).ToList();
        var result = new JsonObject { ["replicas"] = replicas };
        foreach (var (key, value) in Overall(minutely, rows))
        {
            result[key] = value;
        }

        Console.WriteLine($"at {replicas:0} replicas: {result.ToJsonString()}");
        return result;
    }

    private static List<ReplayFigures> Rows(IReadOnlyList<TraceReplay> traces) =>
        [.. from trace in traces from target in TraceReplay.Targets from policy in PolicyRoster.Names select new ReplayFigures(trace, policy, target)];

    // Coarser steps are apart: few test steps, so that even perfect coverage shows a gap.
    private static List<ReplayFigures> Minutely(List<ReplayFigures> rows) =>
        rows.Any(static r => r.Trace.IsMinutely) ? [.. rows.Where(static r => r.Trace.IsMinutely)] : rows;

    private static IEnumerable<(string, JsonNode?)> Overall(List<ReplayFigures> ours, List<ReplayFigures> rows)
    {
        if (ours.Count == 0)
        {
            yield break;
        }

        yield return ("mean_abs_gap_pp", ReplayFigures.Pct(WeightedGap(ours, static r => r.Gap)));
        yield return ("mean_abs_day_gap_pp", ReplayFigures.Pct(WeightedGap(ours, static r => r.DayGap)));
        yield return ("windows_met_pct", Math.Round(100.0 * ours.Sum(static r => r.Met) / ours.Sum(static r => r.Windows), 1));
        yield return ("replicas_vs_bacc_at_equal_violation", Math.Round(GeometricMean(ours.Select(static r => r.AgainstBacc)), 4));
        yield return ("worst_trace_ratio", Math.Round(ours.Max(static r => r.AgainstBacc), 4));
        var worst = ours.MaxBy(static r => r.AgainstBacc)!;
        yield return ("worst_trace", $"{worst.Trace.Set.Name} at {100 * worst.Target:0}%");
        yield return ("excess_vs_bacc", Math.Round(ours.Sum(static r => r.Excess) / Math.Max(BaccExcess(ours, rows), 1e-9), 4));
        yield return ("worst_quintile_over_target", Math.Round(ours.Max(static r => r.ByDemand.Max() / r.Target), 3));
    }

    // The reading with less excess in all.
    private static double BaccExcess(List<ReplayFigures> ours, List<ReplayFigures> rows) => PolicyRoster.Bacc.Min(reading =>
        rows.Where(r => r.Policy == reading && ours.Any(o => o.Trace == r.Trace && o.Target == r.Target)).Sum(static r => r.Excess));

    private static JsonObject? Coarse(List<ReplayFigures> ours)
    {
        var coarse = ours.Where(static r => !r.Trace.IsMinutely).ToList();
        return coarse.Count == 0 ? null : new JsonObject
        {
            ["mean_abs_gap_pp"] = ReplayFigures.Pct(WeightedGap(coarse, static r => r.Gap)),
            ["perfect_gap_pp"] = ReplayFigures.Pct(WeightedGap(coarse, static r => PerfectGap(r))),
            ["windows_met_pct"] = Math.Round(100.0 * coarse.Sum(static r => r.Met) / coarse.Sum(static r => r.Windows), 1),
            ["replicas_vs_bacc_at_equal_violation"] = Math.Round(GeometricMean(coarse.Select(static r => r.AgainstBacc)), 4),
        };
    }

    // Mean absolute deviation of independent coverage: √(2ε(1 − ε)/(πn)), the normal approximation.
    private static double PerfectGap(ReplayFigures row) =>
        Math.Sqrt(2 * row.Target * (1 - row.Target) / (Math.PI * row.Trace.Outcomes(row.Policy, row.Target)[0].Steps));

    private static JsonObject Policies(List<ReplayFigures> rows)
    {
        var result = new JsonObject();
        foreach (var policy in rows.GroupBy(static r => r.Policy))
        {
            var minutely = policy.Where(static r => r.Trace.IsMinutely).DefaultIfEmpty(policy.First()).ToList();
            result[policy.Key] = new JsonObject
            {
                ["mean_abs_gap_pp"] = ReplayFigures.Pct(WeightedGap(minutely, static r => r.Gap)),
                ["mean_abs_day_gap_pp"] = ReplayFigures.Pct(WeightedGap(minutely, static r => r.DayGap)),
                ["windows_met_pct"] = Math.Round(100.0 * minutely.Sum(static r => r.Met) / minutely.Sum(static r => r.Windows), 1),
                ["replicas_vs_oracle"] = Math.Round(GeometricMean(minutely.Select(static r => r.Replicas / r.Trace.OracleReplicas)), 4),
            };
        }

        return result;
    }

    private static double WeightedGap(List<ReplayFigures> rows, Func<ReplayFigures, double> gap) =>
        rows.Sum(r => r.Windows * gap(r)) / rows.Sum(static r => r.Windows);

    private static double GeometricMean(IEnumerable<double> values) => Math.Exp(values.Average(Math.Log));

    private static void Print(List<ReplayFigures> rows)
    {
        Console.WriteLine($"{"trace",-32}{"target",7}{"policy",-13}{"viol %",8}{"gap pp",8}{"day gap",8}{"met",8}{"R/oracle",9}{"R/BACC",8}{"excess",9}{"run min",8}  by demand %");
        foreach (var r in rows)
        {
            Console.WriteLine(
                $"{r.Trace.Set.Name,-32}{100 * r.Target,6:0}% {r.Policy,-12}{100 * r.Violation,8:0.00}{100 * r.Gap,8:0.00}{100 * r.DayGap,8:0.00}"
                + $"{$"{r.Met}/{r.Windows}",8}{r.Replicas / r.Trace.OracleReplicas,9:0.000}{r.AgainstBacc,8:0.000}{r.Excess,9:0.00}{r.LongestRun,8:0}  "
                + string.Join(' ', r.ByDemand.Select(static v => $"{100 * v:0.0}")));
        }
    }
}

using System.Text.Json.Nodes;

namespace Headroom.Bench.Replays;

/// <summary>The figures of one policy on one series at one target.</summary>
internal sealed class ReplayFigures
{
    public ReplayFigures(TraceReplay trace, string policy, double target)
    {
        var outcomes = trace.Outcomes(policy, target);
        (Trace, Policy, Target) = (trace, policy, target);
        Violation = TraceReplay.Share(outcomes);
        Gap = outcomes.Average(o => Math.Abs(o.ViolationShare - target));
        DayGap = outcomes.SelectMany(static o => o.DayShares).Average(s => Math.Abs(s - target));
        Windows = outcomes.Count;
        Met = outcomes.Count(o => o.ViolationShare <= target + 1e-12);
        Replicas = outcomes.Average(static o => o.MeanReplicas);
        Excess = outcomes.Sum(static o => o.Excess);
        LongestRun = outcomes.Max(static o => o.LongestRun) * trace.Set.Step.TotalMinutes;
        ByDemand = [.. Enumerable.Range(0, 5).Select(q => outcomes.Sum(o => o.ByDemand()[q].Violations) / (double)outcomes.Sum(o => o.ByDemand()[q].Steps))];
    }

    public TraceReplay Trace { get; }

    public string Policy { get; }

    public double Target { get; }

    public double Violation { get; }

    public double Gap { get; }

    public double DayGap { get; }

    public int Windows { get; }

    public int Met { get; }

    public double Replicas { get; }

    public double Excess { get; }

    public double LongestRun { get; }

    /// <summary>Violation share of each fifth of the loads, lowest first.</summary>
    public double[] ByDemand { get; }

    /// <summary>Replicas over those of BACC's cheaper reading with as many violations.</summary>
    public double AgainstBacc => Replicas / Trace.BaccReplicasAt(Violation);

    public JsonObject ToJson() => new()
    {
        ["trace"] = Trace.Set.Name,
        ["step_min"] = Trace.Set.Step.TotalMinutes,
        ["policy"] = Policy,
        ["target_pct"] = Pct(Target),
        ["windows"] = Windows,
        ["violation_pct"] = Pct(Violation),
        ["gap_pp"] = Pct(Gap),
        ["day_gap_pp"] = Pct(DayGap),
        ["replicas_mean"] = Math.Round(Replicas, 2),
        ["replicas_vs_oracle"] = Math.Round(Replicas / Trace.OracleReplicas, 4),
        ["excess_sum"] = Math.Round(Excess, 3),
        ["longest_run_min"] = LongestRun,
        ["violation_by_demand_quintile"] = new JsonArray([.. ByDemand.Select(v => (JsonNode)Pct(v))]),
    };

    public static double Pct(double share) => Math.Round(100 * share, 3);
}

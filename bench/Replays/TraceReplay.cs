using Headroom.Bench.Forecasts.Suite;
using Headroom.Scaling.Policies;
using Headroom.Simulation.Scaling;

namespace Headroom.Bench.Replays;

/// <summary>All policies over all windows of one series, at every target.</summary>
internal sealed class TraceReplay
{
    /// <summary>Shares of steps that may be violated: P99, P95, P90.</summary>
    public static readonly double[] Targets = [0.01, 0.05, 0.10];

    // BACC at more targets, so that it can be read at our own violations.
    private static readonly double[] FrontierTargets = [0.0005, 0.001, 0.003, 0.006, 0.01, 0.02, 0.035, 0.05, 0.075, 0.10, 0.14, 0.20];

    private readonly Dictionary<(string Policy, double Target), ReplayOutcome[]> _outcomes = [];
    private readonly ReplayOutcome[] _oracle;

    /// <param name="set">The series.</param>
    /// <param name="windows">Of the series, at least one.</param>
    /// <param name="unscaled">Forecasts of each window in the series' own unit.</param>
    /// <param name="replicas">Replicas that the training mean needs.</param>
    public TraceReplay(SuiteSet set, IReadOnlyList<ReplayWindow> windows, IReadOnlyList<ForecastTrack> unscaled, double replicas)
    {
        Set = set;
        var line = UtilizationLine.Bacc;
        var scaled = windows.Select(w => w.WithTrainingMean(replicas * line.PerReplica)).ToList();
        var tracks = unscaled.Select((t, i) => t.Scaled(Factor(windows[i], scaled[i]))).ToList();
        _oracle = [.. scaled.Select(w => PolicyReplay.Oracle(w, line))];
        foreach (var name in PolicyRoster.Names)
        {
            foreach (var target in PolicyRoster.Bacc.Contains(name) ? Targets.Union(FrontierTargets) : Targets)
            {
                _outcomes[(name, target)] = [.. scaled.Select((w, i) => PolicyReplay.Run(PolicyRoster.Make(name, w, tracks[i], target), w, tracks[i], line))];
            }
        }
    }

    public SuiteSet Set { get; }

    public bool IsMinutely => Set.Step <= TimeSpan.FromMinutes(1);

    public double OracleReplicas => _oracle.Average(static o => o.MeanReplicas);

    public IReadOnlyList<ReplayOutcome> Outcomes(string policy, double target) => _outcomes[(policy, target)];

    /// <summary>Mean replicas of the cheaper reading of BACC where its violations equal these.</summary>
    /// <param name="violation">Share of steps.</param>
    public double BaccReplicasAt(double violation) => PolicyRoster.Bacc.Min(reading => Interpolate(
        [.. _outcomes.Where(o => o.Key.Policy == reading).Select(o => (Share(o.Value), o.Value.Average(static w => w.MeanReplicas))).OrderBy(static p => p.Item1)],
        violation));

    public static double Share(IReadOnlyList<ReplayOutcome> outcomes) =>
        outcomes.Sum(static o => o.Violations) / (double)outcomes.Sum(static o => o.Steps);

    private static double Factor(ReplayWindow window, ReplayWindow scaled)
    {
        var t = Array.FindIndex(window.Loads, static l => l > 0);
        return scaled.Loads[t] / window.Loads[t];
    }

    // Logarithms of both: replicas fall roughly as a power of the violations that are accepted.
    private static double Interpolate((double Violation, double Replicas)[] curve, double violation)
    {
        const double Least = 1e-4;
        var at = Math.Log(Math.Max(violation, Least));
        var above = Array.FindIndex(curve, p => Math.Log(Math.Max(p.Violation, Least)) >= at);
        if (above <= 0)
        {
            return above < 0 ? curve[^1].Replicas : curve[0].Replicas;
        }

        var (low, high) = (curve[above - 1], curve[above]);
        var (from, to) = (Math.Log(Math.Max(low.Violation, Least)), Math.Log(Math.Max(high.Violation, Least)));
        var share = to > from ? (at - from) / (to - from) : 1.0;
        return Math.Exp(Math.Log(low.Replicas) + share * Math.Log(high.Replicas / low.Replicas));
    }
}

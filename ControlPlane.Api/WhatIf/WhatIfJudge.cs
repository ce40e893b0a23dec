using Headroom.Simulation.Backtesting;

namespace Headroom.ControlPlane.Api.WhatIf;

/// <summary>From two replays to what is shown of them.</summary>
internal static class WhatIfJudge
{
    // As many as a wide screen tells apart.
    private const int MostPoints = 240;

    public static WhatIfResult Compare(WhatIfHistoryItem history, BacktestResult present, BacktestResult proposed, IReadOnlyList<string> limits)
    {
        var (one, other) = (Outcome(present), Outcome(proposed));
        return new WhatIfResult(history, one, other, Difference(one, other), Points(present, proposed), limits);
    }

    private static WhatIfOutcome Outcome(BacktestResult result)
    {
        var row = result.Rows[0];
        var hours = result.Steps * row.Step.TotalHours;
        return new WhatIfOutcome(
            result.Settings.Policies[0].ToString(), Math.Round(result.Settings.ServiceLevel, 9), result.Steps, row.Outcome.Violations,
            Math.Round(row.Outcome.ViolationShare, 6), row.Outcome.ViolationShare <= 1 - result.Settings.ServiceLevel + 1e-12,
            Math.Round(row.ReplicaHours, 2), Math.Round(row.Outcome.MeanReplicas, 2), row.Outcome.Replicas.Max(), Math.Round(row.Dollars, 2),
            Math.Round(row.Dollars / hours, 2), row.Outcome.Changes, row.WorstRun.TotalSeconds);
    }

    private static WhatIfDifference Difference(WhatIfOutcome present, WhatIfOutcome proposed) => new(
        proposed.Violations - present.Violations,
        Math.Round(proposed.ReplicaHours - present.ReplicaHours, 2),
        Math.Round(proposed.Dollars - present.Dollars, 2),
        Math.Round(proposed.DollarsPerHour - present.DollarsPerHour, 2),
        present.Dollars > 0 ? Math.Round((proposed.Dollars / present.Dollars) - 1, 4) : null);

    private static List<WhatIfPoint> Points(BacktestResult present, BacktestResult proposed)
    {
        var (one, other) = (present.Rows[0].Outcome, proposed.Rows[0].Outcome);
        var length = (one.Steps + MostPoints - 1) / MostPoints;
        return
        [
            .. Enumerable.Range(0, (one.Steps + length - 1) / length).Select(i =>
            {
                var stretch = (i * length)..Math.Min((i + 1) * length, one.Steps);
                return new WhatIfPoint(
                    present.From + (present.Series.Step * (i * length)),
                    (int)Math.Ceiling((one.Loads[stretch].Max() / present.Settings.Capacity) - 1e-9),
                    one.Replicas[stretch].Max(),
                    other.Replicas[stretch].Max());
            }),
        ];
    }
}

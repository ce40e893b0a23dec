using System.Text.Json.Nodes;
using Headroom.Simulation.Backtesting;

namespace Headroom.Cli.Backtesting;

/// <summary>The comparison for programs.</summary>
internal static class BacktestJson
{
    public static JsonObject Of(BacktestResult result)
    {
        var (series, settings) = (result.Series, result.Settings);
        return new JsonObject
        {
            ["series"] = series.Name,
            ["from"] = result.From.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            ["stepSeconds"] = series.Step.TotalSeconds,
            ["steps"] = result.Steps,
            ["gaps"] = series.Gaps,
            ["learningSteps"] = settings.Training,
            ["serviceLevel"] = Math.Round(settings.ServiceLevel, 9),
            ["capacityPerReplica"] = settings.Capacity,
            ["leadSteps"] = settings.Lead,
            ["minReplicas"] = settings.MinReplicas,
            ["maxReplicas"] = settings.MaxReplicas,
            ["replicaCostPerHour"] = settings.ReplicaCostPerHour,
            ["policies"] = new JsonArray([.. result.Rows.Select(static row => (JsonNode)new JsonObject
            {
                ["policy"] = row.Policy,
                ["violations"] = row.Outcome.Violations,
                ["violationShare"] = Math.Round(row.Outcome.ViolationShare, 6),
                ["replicaHours"] = Math.Round(row.ReplicaHours, 3),
                ["meanReplicas"] = Math.Round(row.Outcome.MeanReplicas, 3),
                ["dollars"] = Math.Round(row.Dollars, 2),
                ["changes"] = row.Outcome.Changes,
                ["worstRunSeconds"] = row.WorstRun.TotalSeconds,
            })]),
        };
    }
}

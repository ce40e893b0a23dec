using System.Text.Json.Nodes;
using Headroom.Placement.Fleet;
using Headroom.Simulation.Fleet;

namespace Headroom.Cli.FleetPlanning;

/// <summary>The plan for programs.</summary>
internal static class PlanJson
{
    public static JsonObject Of(PlanResult result) => new()
    {
        ["requestsPerSecond"] = result.Setting.PerSecond,
        ["rateFrom"] = result.RateName,
        ["sizesFrom"] = result.SizesName,
        ["tokenSeconds"] = result.Setting.TokenSeconds,
        ["margin"] = result.Setting.Margin,
        ["mix"] = Mix(result.Plan, result.Mix),
        ["singles"] = new JsonArray([.. result.Plan.Singles.Select(static s => (JsonNode)new JsonObject
        {
            ["gpu"] = s.Gpu, ["count"] = s.Count, ["dollarsPerHour"] = s.DollarsPerHour is { } d ? Math.Round(d, 4) : null,
        })]),
        ["savingAgainstBestSingle"] = result.Plan.BestSingle is { DollarsPerHour: { } best } ? Math.Round(1 - result.Mix.DollarsPerHour / best, 6) : null,
        ["followedDollarsPerHour"] = result.FollowedDollarsPerHour is { } followed ? Math.Round(followed, 4) : null,
        ["routing"] = new JsonArray([.. Routing(result)]),
        ["whatIf"] = new JsonArray([.. result.WhatIfs.Select(w => (JsonNode)new JsonObject
        {
            ["change"] = w.Text,
            ["mix"] = w.Plan.Outcome is FleetPlan.Solved mix ? Mix(w.Plan, mix) : null,
            ["failure"] = w.Failure,
            ["difference"] = w.Plan.Outcome is FleetPlan.Solved other ? Math.Round(other.DollarsPerHour / result.Mix.DollarsPerHour - 1, 6) : null,
        })]),
        ["notes"] = new JsonArray([.. PlanNotes.Of(result).Select(static n => (JsonNode)n)]),
    };

    private static JsonObject Mix(MixPlan plan, FleetPlan.Solved mix) => new()
    {
        ["counts"] = new JsonObject(plan.Problem.Gpus.Zip(mix.Counts, static (g, c) => KeyValuePair.Create(g.Name, (JsonNode?)c))),
        ["dollarsPerHour"] = Math.Round(mix.DollarsPerHour, 4),
        ["lowerBoundPerHour"] = Math.Round(mix.BoundPerHour, 4),
    };

    // Which share of each size goes to which type.
    private static IEnumerable<JsonNode> Routing(PlanResult result)
    {
        var (gpus, grid) = (result.Plan.Problem.Gpus, result.Setting.Mix.Grid);
        var served = Enumerable.Range(0, grid.Count).Where(b => result.Setting.Mix.Shares[b] > 0);
        foreach (var (bucket, index) in served.Select(static (b, i) => (b, i)))
        {
            var slices = result.Mix.Slices[index];
            yield return new JsonObject
            {
                ["inputUpTo"] = grid.Input(bucket),
                ["outputUpTo"] = grid.Output(bucket),
                ["shareOfRequests"] = Math.Round(result.Setting.Mix.Shares[bucket], 8),
                ["weights"] = new JsonObject(gpus.Select((g, j) => (g.Name, Weight: slices[j] / (double)slices.Sum())).Where(static w => w.Weight > 0)
                    .Select(static w => KeyValuePair.Create(w.Name, (JsonNode?)Math.Round(w.Weight, 4)))),
            };
        }
    }
}

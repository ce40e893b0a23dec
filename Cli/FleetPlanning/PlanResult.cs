using Headroom.Placement.Fleet;
using Headroom.Simulation.Fleet;

namespace Headroom.Cli.FleetPlanning;

/// <summary>The plan, what it was made for, and what else was asked.</summary>
/// <param name="RateName">Where the rate comes from.</param>
/// <param name="SizesName">Where the sizes come from.</param>
/// <param name="Plan">With a mix.</param>
/// <param name="WhatIfs">Text, its plan, and why that has no mix where it has none.</param>
/// <param name="Curve">The same load at other rates.</param>
/// <param name="FollowedDollarsPerHour">Mean over the trace of what the best mix for each rate costs; null without a trace.</param>
internal sealed record PlanResult(
    string RateName, string SizesName, PlanSetting Setting, MixPlan Plan, IReadOnlyList<(string Text, MixPlan Plan, string? Failure)> WhatIfs,
    IReadOnlyList<(double PerSecond, double Mix, double? BestSingle)> Curve, double? FollowedDollarsPerHour)
{
    public FleetPlan.Solved Mix => (FleetPlan.Solved)Plan.Outcome;

    /// <returns>Such as "2 L4, 5 A100".</returns>
    public static string Counts(MixPlan plan, FleetPlan.Solved mix) =>
        string.Join(", ", plan.Problem.Gpus.Zip(mix.Counts).Where(static g => g.Second > 0).Select(static g => $"{g.Second} {g.First.Name}"));

    /// <returns>Why there is no mix; null where there is one.</returns>
    public static string? Failure(PlanSetting setting, FleetPlan outcome) => outcome switch
    {
        FleetPlan.Unserved unserved => Unserved(setting, unserved.Bucket),
        FleetPlan.NotEnough { IsProven: true } => $"what can be had is not enough: {string.Join(", ", setting.Candidates.Select(static c => $"{c.Gpu.Available} {c.Gpu.Name}"))}",
        FleetPlan.NotEnough => "no plan within what can be had was found in the effort allowed",
        _ => null,
    };

    // Which bucket, and by how much the nearest type misses.
    private static string Unserved(PlanSetting setting, string bucket)
    {
        var grid = setting.Mix.Grid;
        var place = Enumerable.Range(0, grid.Count).First(b => grid.Name(b) == bucket);
        var share = System.FormattableString.Invariant($"{bucket} ({100 * setting.Mix.Shares[place]:0.###}% of the requests)");
        var nearest = setting.Candidates.Select(c => (c.Gpu.Name, Seconds: c.LeastTokenSeconds(grid.Input(place), grid.Output(place)) ?? double.PositiveInfinity)).MinBy(static c => c.Seconds);
        return double.IsFinite(nearest.Seconds) && setting.TokenSeconds is { } level
            ? System.FormattableString.Invariant(
                $"no GPU type keeps {1000 * level:0.#} ms per output token for {share}: the nearest, {nearest.Name}, takes {1000 * nearest.Seconds:0.#} ms with one request alone on it, {1000 * (nearest.Seconds - level):0.#} ms too long")
            : $"no GPU type serves {share}: {(setting.TokenSeconds is null ? "every profile has 0 requests/s there" : "it does not fit the memory of any")}";
    }
}

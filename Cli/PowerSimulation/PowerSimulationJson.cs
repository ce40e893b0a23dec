using System.Globalization;
using System.Text.Json.Nodes;
using Headroom.Simulation.Power.Histories;

namespace Headroom.Cli.PowerSimulation;

/// <summary>The comparison for programs.</summary>
internal static class PowerSimulationJson
{
    public static JsonObject Of(StudyResult result)
    {
        var (history, settings) = (result.History, result.Settings);
        return new JsonObject
        {
            ["history"] = history.Name,
            ["from"] = history.Start.ToString("O", CultureInfo.InvariantCulture),
            ["stepSeconds"] = history.Step.TotalSeconds,
            ["samples"] = history.Samples,
            ["gaps"] = history.Gaps,
            ["servers"] = history.Servers.Count,
            ["budgetWatts"] = settings.Budget.ToWatts(),
            ["nameplateWatts"] = settings.Server.Full.ToWatts(),
            ["idleWatts"] = settings.Server.Idle.ToWatts(),
            ["gpu"] = settings.Server.Gpu.Product,
            ["capDelaySeconds"] = settings.CommandSeconds,
            ["brakeDelaySeconds"] = settings.BrakeSeconds,
            ["lowPriorityShare"] = settings.LowShare,
            ["risk"] = settings.Risk,
            ["seed"] = settings.Seed,
            ["noControlServers"] = result.FreeBound,
            ["coarse"] = result.Coarse is { } coarse ? Coarse(coarse) : null,
            ["policies"] = new JsonArray([.. result.Policies.Select(p => (JsonNode)Policy(result, p))]),
            ["notes"] = new JsonArray([.. SimulationNotes.Of(result).Select(static n => (JsonNode)n)]),
        };
    }

    private static JsonObject Coarse(CoarseResult coarse) => new()
    {
        ["swingShare"] = Math.Round(coarse.SwingShare, 6),
        ["swingSeconds"] = coarse.SwingSeconds,
        ["fullServers"] = coarse.FullServers,
        ["noControlServersIfSmooth"] = coarse.SmoothFreeBound,
    };

    private static JsonObject Policy(StudyResult result, PolicyResult policy) => new()
    {
        ["policy"] = policy.Policy,
        ["servers"] = policy.Servers,
        ["isAtLeast"] = !policy.IsBounded,
        ["serversIfSmooth"] = FitRange.Smooth(result, policy)?.Servers,
        ["addedPercent"] = Math.Round(100.0 * (policy.Servers - result.History.Servers.Count) / result.History.Servers.Count, 3),
        ["fit"] = policy.Fit is { } fit ? Outcome(fit) : null,
        ["tried"] = new JsonArray([.. policy.Tried.Select(static o => (JsonNode)Outcome(o))]),
    };

    private static JsonObject Outcome(HistoryOutcome outcome) => new()
    {
        ["servers"] = outcome.Servers,
        ["fits"] = outcome.IsAccepted,
        ["brakes"] = outcome.Brakes,
        ["brakesPerWeek"] = Math.Round(outcome.BrakesPerWeek, 4),
        ["cappedShare"] = Math.Round(outcome.CappedShare, 6),
        ["overBudgetShare"] = Math.Round(outcome.OverShare, 8),
        ["peakShareOfBudget"] = Math.Round(outcome.PeakShare, 6),
        ["longestWaitSeconds"] = Math.Round(outcome.LongestWaitSeconds, 2),
        ["lowSlowdown"] = Slowdown(outcome.Low),
        ["highSlowdown"] = Slowdown(outcome.High),
    };

    private static JsonObject Slowdown(Slowdown slowdown) => new()
    {
        ["mean"] = Math.Round(slowdown.Mean, 6), ["p50"] = Math.Round(slowdown.P50, 6), ["p99"] = Math.Round(slowdown.P99, 6),
    };
}

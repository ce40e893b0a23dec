using System.Text.Json.Nodes;
using Headroom.Simulation.ColdStarts;

namespace Headroom.Cli.ColdStartSimulation;

/// <summary>The comparison for programs.</summary>
internal static class ColdStartJson
{
    public static JsonObject Of(ColdStartResult result) => new()
    {
        ["trace"] = result.Name,
        ["requests"] = result.Trace.Rows.Count,
        ["services"] = result.Trace.Services.Count,
        ["dropped"] = result.Trace.Dropped,
        ["seconds"] = Math.Round(result.Length.TotalSeconds, 3),
        ["startUpSeconds"] = result.Settings.StartUpMedian.TotalSeconds,
        ["startUpP99Seconds"] = result.Settings.StartUpP99.TotalSeconds,
        ["waitCost"] = result.Settings.WaitCost,
        ["seed"] = result.Settings.Seed,
        ["policies"] = new JsonArray([.. result.Rows.Select(static r => (JsonNode)Row(r))]),
        ["slots"] = new JsonArray([.. result.Slots.Select(static r => (JsonNode)Slot(r))]),
        ["notes"] = new JsonArray([.. ColdStartNotes.Of(result).Select(static n => (JsonNode)n)]),
    };

    private static JsonObject Slot(SlotRow row) => new()
    {
        ["policy"] = row.Policy,
        ["slots"] = row.Slots,
        ["coldStarts"] = row.Tally.Cold,
        ["coldPercent"] = Math.Round(row.Tally.ColdPercent, 4),
        ["loads"] = row.Tally.Loads,
    };

    private static JsonObject Row(ColdStartRow row) => new()
    {
        ["policy"] = row.Policy,
        ["keepAliveSeconds"] = row.KeepAlive?.TotalSeconds,
        ["coldStarts"] = row.Tally.ColdStarts,
        ["coldPercent"] = Math.Round(row.Tally.ColdPercent, 4),
        ["p50WaitSeconds"] = Math.Round(row.Tally.Wait(0.5), 3),
        ["p99WaitSeconds"] = Math.Round(row.Tally.Wait(0.99), 3),
        ["podSeconds"] = Math.Round(row.Tally.PodSeconds, 1),
        ["loads"] = row.Tally.Loads,
    };
}

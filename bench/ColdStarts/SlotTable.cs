using System.Text.Json.Nodes;
using Headroom.Simulation.ColdStarts;

namespace Headroom.Bench.ColdStarts;

/// <summary>Who makes room where only 8 or 16 models can be loaded at once.</summary>
internal static class SlotTable
{
    private static readonly int[] Capacities = [8, 16];

    /// <summary>Prints a table, adds one object per policy, and ours to the result itself.</summary>
    public static void AddTo(JsonObject result, IReadOnlyList<TracedRequest> requests, CancellationToken ct)
    {
        var slots = new JsonObject();
        Console.WriteLine($"{"slots",-24}{"8: cold %",12}{"loads",8}{"16: cold %",12}{"loads",8}");
        foreach (var policy in SlotStudy.Run(requests, Capacities, ct).GroupBy(static r => r.Policy))
        {
            var (eight, sixteen) = (policy.First().Tally, policy.Last().Tally);
            Console.WriteLine($"{policy.Key,-24}{eight.ColdPercent,12:0.00}{eight.Loads,8}{sixteen.ColdPercent,12:0.00}{sixteen.Loads,8}");
            var line = new JsonObject();
            slots[policy.Key] = line;
            Add(line, eight, sixteen);
            if (policy.Key == SlotStudy.Ours)
            {
                Add(result, eight, sixteen);
            }
        }

        result["slots"] = slots;
    }

    private static void Add(JsonObject to, ColdStartTally eight, ColdStartTally sixteen)
    {
        to["cold_pct_8"] = Math.Round(eight.ColdPercent, 2);
        to["cold_pct_16"] = Math.Round(sixteen.ColdPercent, 2);
        to["loads_8"] = eight.Loads;
        to["loads_16"] = sixteen.Loads;
    }
}

using System.Text.Json.Nodes;
using Headroom.Scaling.ColdStart.Slots;
using Headroom.Simulation.ColdStarts;

namespace Headroom.Bench.ColdStarts;

/// <summary>Who makes room where only 8 or 16 models can be loaded at once.</summary>
internal static class SlotTable
{
    private const string Ours = "ours";
    private static readonly int[] Capacities = [8, 16];

    /// <summary>Prints a table, adds one object per policy, and ours to the result itself.</summary>
    public static void AddTo(JsonObject result, IReadOnlyList<TracedRequest> requests)
    {
        (string Name, Func<ISlotPolicy> Create)[] policies =
        [
            ("lru", static () => new LeastRecentlyUsed()),
            ("lfu", static () => new LeastFrequentlyUsed()),
            ("greedy-dual", static () => new GreedyDual()),
            ("belady-idle-only", () => new Belady(requests)),
            (Ours, static () => new ExpectedSaving()),
        ];
        var tallies = new ColdStartTally[policies.Length * Capacities.Length];
        Parallel.For(0, tallies.Length, i =>
        {
            tallies[i] = new ColdStartTally(0, []);
            SlotReplay.Run(requests, Capacities[i % Capacities.Length], policies[i / Capacities.Length].Create(), tallies[i]);
        });
        var slots = new JsonObject();
        Console.WriteLine($"{"slots",-24}{"8: cold %",12}{"loads",8}{"16: cold %",12}{"loads",8}");
        for (var p = 0; p < policies.Length; p++)
        {
            var (name, eight, sixteen) = (policies[p].Name, tallies[p * Capacities.Length], tallies[p * Capacities.Length + 1]);
            Console.WriteLine($"{name,-24}{eight.ColdPercent,12:0.00}{eight.Loads,8}{sixteen.ColdPercent,12:0.00}{sixteen.Loads,8}");
            var line = new JsonObject();
            slots[name] = line;
            Add(line, eight, sixteen);
            if (name == Ours)
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

using Headroom.Scaling.ColdStart.Slots;

namespace Headroom.Simulation.ColdStarts;

/// <summary>Who makes room where only so many services can be loaded at once: every policy on one trace.</summary>
public static class SlotStudy
{
    /// <summary>The name of ours.</summary>
    public const string Ours = "Headroom";

    /// <param name="requests">In order of time, not empty.</param>
    /// <param name="capacities">Slots, each ≥ 1.</param>
    /// <param name="ct">Ends it between two policies.</param>
    /// <returns>By policy, then by capacity.</returns>
    public static IReadOnlyList<SlotRow> Run(IReadOnlyList<TracedRequest> requests, IReadOnlyList<int> capacities, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(capacities);
        (string Name, Func<ISlotPolicy> Create)[] policies =
        [
            ("LRU", static () => new LeastRecentlyUsed()),
            ("LFU", static () => new LeastFrequentlyUsed()),
            ("GreedyDual", static () => new GreedyDual()),
            ("Belady", () => new Belady(requests)),
            (Ours, static () => new ExpectedSaving()),
        ];
        var rows = new SlotRow[policies.Length * capacities.Count];
        Parallel.For(0, rows.Length, new ParallelOptions { CancellationToken = ct }, i =>
        {
            var (name, create) = policies[i / capacities.Count];
            rows[i] = new SlotRow(name, capacities[i % capacities.Count], new ColdStartTally(0, []));
            SlotReplay.Run(requests, rows[i].Slots, create(), rows[i].Tally);
        });
        return rows;
    }
}

using Headroom.Scaling.ColdStart.Slots;

namespace Headroom.Simulation.ColdStarts;

/// <summary>
/// A trace on a shared capacity of so many loaded services. Only an idle one may be unloaded; while all work, a request for
/// another is served cold and leaves nothing behind.
/// </summary>
public static class SlotReplay
{
    /// <param name="requests">In order of time, not empty.</param>
    /// <param name="slots">Services that can be loaded at once, ≥ 1.</param>
    /// <param name="policy">Fresh.</param>
    /// <param name="tally">Receives what it cost; idle time is not counted, all slots are paid for.</param>
    public static void Run(IReadOnlyList<TracedRequest> requests, int slots, ISlotPolicy policy, ColdStartTally tally)
    {
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(tally);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(slots);
        var running = new PriorityQueue<TracedRequest, double>();
        var busyUntil = new double[requests.Max(static r => r.Service) + 1];
        var loaded = new SortedSet<int>();
        foreach (var request in requests)
        {
            while (running.TryPeek(out var ended, out var end) && end <= request.Time)
            {
                running.Dequeue();
                policy.Finish(end, ended.Service, ended.Client, ended.Duration);
            }

            var isCold = !loaded.Contains(request.Service);
            tally.Request(request.Time, isCold);
            if (isCold && MakeRoom(loaded, slots, request.Time, busyUntil, policy))
            {
                loaded.Add(request.Service);
            }

            policy.Arrive(request.Time, request.Service, request.Client);
            busyUntil[request.Service] = Math.Max(busyUntil[request.Service], request.Time + request.Duration);
            running.Enqueue(request, request.Time + request.Duration);
        }
    }

    private static bool MakeRoom(SortedSet<int> loaded, int slots, double time, double[] busyUntil, ISlotPolicy policy)
    {
        if (loaded.Count < slots)
        {
            return true;
        }

        List<int> idle = [.. loaded.Where(s => busyUntil[s] <= time)];
        return idle.Count > 0 && loaded.Remove(policy.Evict(time, idle));
    }
}

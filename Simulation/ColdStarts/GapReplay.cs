using Headroom.Scaling.ColdStart.Gaps;

namespace Headroom.Simulation.ColdStarts;

/// <summary>A policy that plans each gap when it begins, on a trace. A service that works counts as loaded and not as idle.</summary>
public static class GapReplay
{
    /// <param name="requests">In order of time.</param>
    /// <param name="policy">Sees a gap after it has ended.</param>
    /// <param name="tally">Receives what it cost.</param>
    public static void Run(IReadOnlyList<TracedRequest> requests, IGapPolicy policy, ColdStartTally tally)
    {
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(tally);
        var end = requests[^1].Time;
        var busyUntil = new Dictionary<int, double>();
        foreach (var request in requests)
        {
            var isKnown = busyUntil.TryGetValue(request.Service, out var until);
            if (isKnown && request.Time > until)
            {
                var gap = request.Time - until;
                var plan = policy.Plan(request.Service);
                Spend(tally, plan, until, gap);
                tally.Request(request.Time, !plan.IsLoadedAt(gap));
                policy.Observe(request.Service, gap);
            }
            else
            {
                tally.Request(request.Time, !isKnown);
            }

            busyUntil[request.Service] = Math.Max(isKnown ? until : 0, request.Time + request.Duration);
        }

        foreach (var (service, until) in busyUntil)
        {
            Spend(tally, policy.Plan(service), until, Math.Max(0, end - until));
        }
    }

    private static void Spend(ColdStartTally tally, IdlePlan plan, double from, double gap)
    {
        tally.Waste(from, Math.Min(gap, plan.Keep));
        if (gap >= plan.LoadAfter)
        {
            tally.Preload();
            tally.Waste(from + plan.LoadAfter, plan.IdleLoaded(gap) - Math.Min(gap, plan.Keep));
        }
    }
}

using Headroom.Units;

namespace Headroom.Scaling.Planning;

/// <summary>What each count of replicas is expected to cost, from one view.</summary>
internal sealed class CandidateScale(DemandDraws arriving, DemandDraws whole, ScalingView view, ScalingPolicy policy)
{
    private readonly RequiredReplicas _arriving = new(arriving, view.CapacityDraws);
    private readonly RequiredReplicas _whole = new(whole, view.CapacityDraws);

    public Candidate At(int replicas)
    {
        // Fewer replicas are gone at once, so they must carry everything from now on; more only help once they serve.
        var need = replicas < view.Current.Count ? _whole : _arriving;
        // A replica that starts idles through its start-up; one that stops may have to start again.
        var startUps = Math.Abs(replicas - view.Current.Count) * (view.StartUp / policy.Amortization);
        return new Candidate(
            new Replicas(replicas),
            policy.ReplicaCostPerHour * need.Idle(replicas),
            (policy.ShortfallCostPerUnitHour ?? 0.0) * need.Shortfall(replicas),
            policy.ReplicaCostPerHour * startUps,
            need.ViolationProbability(replicas));
    }

    /// <summary>The cheapest count between the bounds that risks no more than allowed; null where none does.</summary>
    /// <param name="most">Largest count, in any case.</param>
    /// <param name="price">Of a violation that is certain, dollars per hour.</param>
    /// <param name="allowed">Most risk, [0, 1].</param>
    public Candidate? Cheapest(int least, int most, double price, double allowed)
    {
        // Below the first the risk is too high at any cost; above the last there is no risk left to pay against.
        var first = Math.Max(Math.Min(_arriving.FewestWithin(allowed, most), _whole.FewestWithin(allowed, most)), least);
        var last = Math.Min(Math.Max(Math.Max(_arriving.FewestWithin(0, most), _whole.FewestWithin(0, most)), Math.Max(view.Current.Count, least)), most);
        Candidate? best = null;
        var lowest = double.PositiveInfinity;
        for (var n = first; n <= last; n = n < last ? Math.Min(Next(n), last) : last + 1)
        {
            var candidate = At(n);
            var cost = candidate.ExpectedCost + price * candidate.ViolationProbability;
            if (candidate.ViolationProbability <= allowed + 1e-9 && cost < lowest)
            {
                (best, lowest) = (candidate, cost);
            }
        }

        return best;
    }

    // Between two counts at which another draw is carried the cost is a straight line, and its least is at an end.
    private int Next(int replicas)
    {
        var current = view.Current.Count;
        var need = replicas < current ? _whole : _arriving;
        var next = Math.Max(replicas + 1, need.NextCarried(replicas) - 1);
        return replicas < current ? Math.Min(next, Math.Max(replicas + 1, current - 1)) : next;
    }

    /// <summary>Fewest replicas, up to <paramref name="limit"/>, that carry what is there once they serve; limit + 1 when none.</summary>
    public int FewestArriving(double allowed, int limit) => _arriving.FewestWithin(allowed, limit);

    /// <summary>Fewest replicas, up to <paramref name="limit"/>, that carry everything from now on; limit + 1 when none.</summary>
    public int FewestWhole(double allowed, int limit) => _whole.FewestWithin(allowed, limit);
}

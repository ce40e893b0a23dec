using Headroom.Units;

namespace Headroom.Power.Safety;

/// <summary>
/// Moves nodes to new safe limits so that the failed state fits every feed at each moment, whatever is lost on the way:
/// lower first, and raise only what fits beside everything that is not confirmed yet.
/// </summary>
/// <remarks>
/// Belongs to one controller in one term. Nothing is believed of a node until it has taken an order of this term: until
/// then an order of the controller before may still be on its way. docs/safety.md. Not thread-safe.
/// </remarks>
public sealed class SafeLimitLedger
{
    private int _tolerated;
    private IReadOnlyList<SafetyDomain> _domains = [];
    private IReadOnlyList<SafetyNode> _nodes = [];
    private NodeCharge[] _charges = [];

    /// <summary>Takes a changed tree or other nodes; what is known of a node stays known while its GPUs stay the same.</summary>
    /// <param name="domains">Parents before children.</param>
    /// <param name="nodes">In the order that indices mean from now on; names are unique.</param>
    /// <param name="tolerated">k ≥ 0: dead agents that the failed state allows for.</param>
    public void Adopt(IReadOnlyList<SafetyDomain> domains, IReadOnlyList<SafetyNode> nodes, int tolerated)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tolerated);
        ArgumentNullException.ThrowIfNull(domains);
        ArgumentNullException.ThrowIfNull(nodes);
        var known = _charges.ToDictionary(static c => c.Node.Name);
        _charges = [.. nodes.Select(node => known.TryGetValue(node.Name, out var charge) && charge.TryAdopt(node) ? charge : new NodeCharge(node))];
        (_domains, _nodes, _tolerated) = (domains, nodes, tolerated);
    }

    /// <summary>What each feed can draw in the failed state as things stand.</summary>
    public IReadOnlyList<Watts> FailedDraws() => FailedDraw.Of(_domains, _nodes, Charges(), _tolerated);

    /// <summary>Worst draw of one node without a lease; its nameplate until it is confirmed.</summary>
    public Watts Charge(int node) => _charges[node].Now;

    public bool IsConfirmed(int node) => _charges[node].IsConfirmed;

    /// <summary>What the lease that leaves now tells a node to keep; null before the first <see cref="Plan"/> with it.</summary>
    public IReadOnlyList<Watts>? Send(int node, LeaseOrder order) => _charges[node].Send(order);

    /// <summary>A node has reported what it keeps without a lease.</summary>
    /// <param name="term">Of this controller.</param>
    /// <param name="taken">The last order that the agent took. One of another term confirms nothing: more of that may be on its way.</param>
    /// <param name="readBack">On its disk, as the driver reads it back: planned with, whatever was ordered. Null where it keeps nothing.</param>
    public void Reported(int node, long term, LeaseOrder taken, IReadOnlyList<Watts>? readBack)
    {
        if (readBack is null)
        {
            _charges[node].Forget();
        }
        else if (taken.Term == term)
        {
            _charges[node].Confirm(taken, readBack);
        }
    }

    /// <summary>A node is silent: it is charged at nameplate until it reports again.</summary>
    public void Lost(int node) => _charges[node].Forget();

    /// <summary>Decides what each node's next lease says: nearer to its target, and safe beside all others in any order of arrival.</summary>
    /// <param name="targets">Per node and GPU, as <see cref="SafeLimitPlanner"/> gave them.</param>
    /// <remarks>A target that does not fit yet waits, and the last decision stands, until what must be lowered is confirmed.</remarks>
    public void Plan(IReadOnlyList<IReadOnlyList<Watts>> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        var wanted = _nodes.Select((node, n) => node.DrawAt(targets[n])).ToArray();
        var charges = Charges();
        var mayRaise = Raisable(charges, wanted);
        for (var n = 0; n < _nodes.Count; n++)
        {
            _charges[n].Reserve(wanted[n] <= charges[n] || mayRaise[n] ? targets[n] : _charges[n].Latest ?? targets[n]);
        }
    }

    // All raises under feeds that have room for all of them. Where a feed has not, its nodes wait for what is to be lowered.
    private bool[] Raisable(Watts[] charges, Watts[] wanted)
    {
        var raised = charges.Select((charge, n) => wanted[n] > charge ? wanted[n] : charge).ToArray();
        var draws = FailedDraw.Of(_domains, _nodes, raised, _tolerated);
        var fits = draws.Select((draw, d) => draw <= _domains[d].Budget).ToArray();
        return [.. _nodes.Select(node =>
        {
            for (var d = node.Domain; d >= 0; d = _domains[d].Parent)
            {
                if (!fits[d])
                {
                    return false;
                }
            }

            return true;
        })];
    }

    private Watts[] Charges() => [.. _charges.Select(static c => c.Now)];
}

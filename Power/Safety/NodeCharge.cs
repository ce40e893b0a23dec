using Headroom.Units;

namespace Headroom.Power.Safety;

/// <summary>The worst that one node may draw without a lease, as far as its controller can know.</summary>
/// <remarks>
/// An order that was sent may have been taken until a later one is known to have been: replies are lost, delayed and
/// repeated, but never taken out of order. So the charge is the largest of what was confirmed and what is under way.
/// </remarks>
internal sealed class NodeCharge(SafetyNode node)
{
    private readonly List<(LeaseOrder Order, IReadOnlyList<Watts> Limits)> _underWay = [];
    private IReadOnlyList<Watts>? _confirmed;
    private IReadOnlyList<Watts>? _reserved;
    private LeaseOrder _taken = new(long.MinValue, 0);

    public SafetyNode Node { get; private set; } = node;

    public Watts Now
    {
        get
        {
            if (_confirmed is null)
            {
                return Node.Nameplate;
            }

            var most = Worst(Node.DrawAt(_confirmed), _reserved);
            return _underWay.Aggregate(most, (worst, order) => Worst(worst, order.Limits));
        }
    }

    /// <summary>The last limits decided on, sent or confirmed; null where none.</summary>
    public IReadOnlyList<Watts>? Latest => _reserved ?? (_underWay.Count > 0 ? _underWay[^1].Limits : _confirmed);

    public bool IsConfirmed => _confirmed is not null;

    /// <summary>False where its GPUs are others now: then nothing that is known holds.</summary>
    public bool TryAdopt(SafetyNode now)
    {
        var isSame = Node.Gpus.SequenceEqual(now.Gpus);
        Node = isSame ? now : Node;
        return isSame;
    }

    /// <summary>Decides what the next lease will say: it is charged from now on, whenever the lease leaves.</summary>
    public void Reserve(IReadOnlyList<Watts> limits) => _reserved = limits;

    /// <returns>What to send; null where nothing was decided.</returns>
    public IReadOnlyList<Watts>? Send(LeaseOrder order)
    {
        if (_reserved is not { } limits)
        {
            return null;
        }

        // The same limits again need no entry of their own: taking the later of two equal orders changes nothing.
        if (_underWay.Count > 0 && _underWay[^1].Limits.SequenceEqual(limits))
        {
            _underWay[^1] = (order, limits);
        }
        else
        {
            _underWay.Add((order, limits));
        }

        return limits;
    }

    /// <param name="taken">The last order that the agent took.</param>
    /// <param name="readBack">What the node keeps on its disk and would apply, as read back from the driver.</param>
    public void Confirm(LeaseOrder taken, IReadOnlyList<Watts> readBack)
    {
        // A report that was overtaken by a later one says what was, not what is.
        if (taken >= _taken)
        {
            _underWay.RemoveAll(o => o.Order <= taken);
            (_confirmed, _taken) = (readBack, taken);
        }
    }

    /// <summary>Nothing is known any more: another controller may have sent what is not known here, or the agent is gone.</summary>
    public void Forget() => _confirmed = null;

    private Watts Worst(Watts sofar, IReadOnlyList<Watts>? limits) =>
        limits is not null && Node.DrawAt(limits) is var draw && draw > sofar ? draw : sofar;
}

using Headroom.Contracts.Power;
using Headroom.NodeAgent.Gpus;

namespace Headroom.NodeAgent.Control;

/// <summary>Sets limits on the cards of the last look, unless the agent is to read only.</summary>
internal sealed class CardActuator(bool isReadOnly) : IPowerActuator
{
    private readonly Dictionary<string, IGpuCard> _cards = new(StringComparer.Ordinal);
    private bool _isPermitted = Environment.IsPrivilegedProcess;

    /// <summary>Whether setters can be expected to work: root, and not told otherwise by the driver.</summary>
    public bool CanControl => !isReadOnly && _isPermitted;

    /// <summary>Setters that the driver refused.</summary>
    public long Refusals { get; private set; }

    public void Use(IEnumerable<IGpuCard> cards)
    {
        _cards.Clear();
        foreach (var card in cards)
        {
            _cards[card.Uuid] = card;
        }
    }

    public bool TrySetLimit(string uuid, uint milliwatts, out uint readBack)
    {
        readBack = 0;
        return Try(uuid, c => c.TrySetLimit(milliwatts)) && TryRead(_cards[uuid], out readBack);
    }

    public bool TryLockClocks(string uuid, ClockRange clocks) => Try(uuid, c => c.TryLockClocks(clocks));

    public bool TryUnlockClocks(string uuid) => Try(uuid, c => c.TryUnlockClocks());

    private bool Try(string uuid, Func<IGpuCard, SetOutcome> set)
    {
        if (isReadOnly || !_cards.TryGetValue(uuid, out var card))
        {
            return false;
        }

        var outcome = set(card);
        _isPermitted = outcome == SetOutcome.Done || (_isPermitted && outcome != SetOutcome.NotPermitted);
        Refusals += outcome == SetOutcome.Done ? 0 : 1;
        return outcome == SetOutcome.Done;
    }

    private static bool TryRead(IGpuCard card, out uint limit)
    {
        uint? read = card.ReadLimit();
        limit = read ?? 0;
        return read is not null;
    }
}

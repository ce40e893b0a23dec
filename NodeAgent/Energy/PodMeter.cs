using Headroom.Contracts.Power;
using Headroom.NodeAgent.Pods;

namespace Headroom.NodeAgent.Energy;

/// <summary>What each pod's share of the cards used. A card's energy is given out once; what nobody holds is given to nobody.</summary>
internal sealed class PodMeter
{
    // A counter that ends at once would lose a pod's last seconds between two scrapes.
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(5);

    private readonly SortedDictionary<PodName, PodUse> _pods = new(PodName.Order);

    /// <param name="cards">Each card's energy since the last call, and who held it.</param>
    /// <param name="elapsed">Since the last call; zero gives no power.</param>
    /// <param name="now">Time of the call.</param>
    public void Add(IEnumerable<CardUse> cards, TimeSpan elapsed, TimeSpan now)
    {
        foreach (var use in _pods.Values)
        {
            use.Added = 0;
        }

        foreach (var card in cards.Where(c => c.Holders.Count > 0))
        {
            // The last weight stands for what nobody holds.
            ulong[] parts = EnergySplit.Split(card.Millijoules, [.. card.Holders.Select(h => h.Weight), card.Unheld]);
            for (int i = 0; i < card.Holders.Count; i++)
            {
                Give(card.Holders[i].Pod, parts[i], now);
            }
        }

        foreach (var (pod, use) in _pods.ToList())
        {
            use.Milliwatts = elapsed > TimeSpan.Zero ? (ulong)(use.Added / elapsed.TotalSeconds) : 0;
            if (now - use.SeenAt > Remembered)
            {
                _pods.Remove(pod);
            }
        }
    }

    public IReadOnlyList<PodPower> Read() =>
        [.. _pods.Select(p => new PodPower(p.Key.Namespace, p.Key.Name, p.Value.Milliwatts, p.Value.Millijoules))];

    private void Give(PodName pod, ulong millijoules, TimeSpan now)
    {
        if (!_pods.TryGetValue(pod, out var use))
        {
            _pods[pod] = use = new PodUse();
        }

        use.Added += millijoules;
        use.Millijoules += millijoules;
        use.SeenAt = now;
    }

    private sealed class PodUse
    {
        public ulong Added { get; set; }

        public ulong Millijoules { get; set; }

        public ulong Milliwatts { get; set; }

        public TimeSpan SeenAt { get; set; }
    }
}

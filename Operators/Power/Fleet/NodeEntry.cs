using Headroom.Contracts.Power;
using Headroom.Power.Safety;
using Headroom.Units;

namespace Headroom.Operators.Power.Fleet;

/// <summary>What is known of one node: its place in the tree and what its agent last said.</summary>
internal sealed class NodeEntry(string name, int domain)
{
    public string Name => name;

    /// <summary>Its place among the nodes of the tree.</summary>
    public int Index { get; set; }

    /// <summary>Index of the feed it hangs on.</summary>
    public int Domain { get; set; } = domain;

    /// <summary>Whether it offers GPUs: until its agent has reported, what they draw at most is not known.</summary>
    public bool HasGpus { get; set; }

    /// <summary>Null until its agent has reported.</summary>
    public NodeReport? Report { get; private set; }

    /// <summary>When the last report came, monotonic.</summary>
    public TimeSpan HeardAt { get; private set; } = TimeSpan.MinValue;

    /// <summary>Level of its most important pod.</summary>
    public int Level { get; set; }

    public ServerKind? Kind { get; private set; }

    /// <summary>True when it reported within the time.</summary>
    public bool IsHeard(TimeSpan now, TimeSpan within) => HeardAt > TimeSpan.MinValue && now - HeardAt <= within;

    /// <returns>True when what it can draw at most has changed: another GPU, another range of limits.</returns>
    public bool Hear(NodeReport report, TimeSpan at)
    {
        (Report, HeardAt) = (report, at);
        if (Kind?.IsOf(report) == true)
        {
            return false;
        }

        var before = Kind;
        // A driver that is away and a card off the bus tell no limits: what was known still draws.
        Kind = ServerKind.Of(report) ?? Kind;
        return before != Kind;
    }

    /// <summary>What an earlier leader knew of it: a dead agent's cards draw on, whoever leads.</summary>
    public void Recall(ServerKind kind) => Kind ??= kind;

    /// <summary>For the worst case. A card that has fallen off the bus keeps the range that it had.</summary>
    public SafetyNode Safety(Watts hostMax, Watts unmanaged) =>
        Kind is { } kind ? new SafetyNode(name, Domain, hostMax, kind.Ranges) : new SafetyNode(name, Domain, unmanaged, []);

    /// <summary>Measured by its GPUs, with everything else at its most.</summary>
    public Watts Draw(Watts hostMax)
    {
        // What cannot be read is at its most: a card without a draw, and one that the report no longer names.
        var sum = hostMax;
        for (var i = 0; i < (Kind?.Ranges.Count ?? 0); i++)
        {
            var gpu = i < Report?.Gpus.Count ? Report.Gpus[i] : default(GpuReport?);
            sum += gpu?.DrawMilliwatts is { } draw ? Watts.FromMilliwatts(draw) : Kind!.Ranges[i].Max;
        }

        return sum;
    }

    /// <summary>What it keeps without a lease: null where it keeps nothing that can be relied on, false while an order is being kept.</summary>
    public bool TryReadBack(out IReadOnlyList<Watts>? kept)
    {
        var limits = new List<Watts>();
        kept = null;
        foreach (var gpu in Report?.Gpus ?? [])
        {
            switch (gpu.SafeLimitState)
            {
                case SafeLimitState.Confirmed when gpu.SafeLimitMilliwatts is { } limit:
                    limits.Add(Watts.FromMilliwatts(limit));
                    break;
                case SafeLimitState.BelowMinimum when gpu.MinLimitMilliwatts is { } least:
                    limits.Add(Watts.FromMilliwatts(least));
                    break;
                case SafeLimitState.Pending:
                    return false;
                default:
                    return true;
            }
        }

        // A report without its cards says nothing that could be relied on.
        kept = limits.Count > 0 && limits.Count == Kind?.Ranges.Count ? limits : null;
        return true;
    }
}

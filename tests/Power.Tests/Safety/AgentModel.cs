using Headroom.Power.Safety;
using Headroom.Units;

namespace Headroom.Power.Tests.Safety;

/// <summary>What a node agent promises about its disk: newer orders replace older ones, and what is kept is what reads back.</summary>
/// <remarks>That a living agent applies what it keeps once its lease is over is tested on the agent itself.</remarks>
internal sealed class AgentModel(SafetyNode node)
{
    public bool IsAlive { get; private set; } = true;

    /// <summary>The last order taken, on the disk beside the limits.</summary>
    public LeaseOrder Taken { get; private set; } = new(-1, 0);

    /// <summary>Limits it applies without a lease; null before its first.</summary>
    public IReadOnlyList<Watts>? Kept { get; private set; }

    /// <summary>Most that the node draws once nobody renews its lease.</summary>
    public Watts SilentDraw => node.DrawAt(IsAlive && Kept is { } kept ? kept : [.. node.Gpus.Select(static g => g.Max)]);

    public void Take(LeaseOrder order, IReadOnlyList<Watts> safe)
    {
        if (IsAlive && order > Taken)
        {
            // A driver takes no less than its lowest limit.
            (Taken, Kept) = (order, [.. safe.Select((limit, i) => limit < node.Gpus[i].Min ? node.Gpus[i].Min : limit)]);
        }
    }

    /// <summary>Killed without a last word: its GPUs stay as they are, up to their highest limits.</summary>
    public void Die() => IsAlive = false;

    /// <summary>The disk's limits are applied before the first report.</summary>
    public void Restart() => IsAlive = true;
}

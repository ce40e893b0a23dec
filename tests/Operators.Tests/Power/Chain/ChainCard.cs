using Headroom.Contracts.Power;
using Headroom.NodeAgent.Safety;

namespace Headroom.Operators.Tests.Power.Chain;

/// <summary>A GPU as far as its power goes: it draws what its limit lets it.</summary>
internal sealed class ChainCard(string uuid, LimitRange range)
{
    public string Uuid => uuid;

    public LimitRange Range => range;

    public uint Limit { get; private set; } = range.Default;

    public ClockRange? Locked { get; set; }

    /// <summary>The driver takes no limit.</summary>
    public bool Refuses { get; set; }

    /// <summary>Added to every limit that is set.</summary>
    public uint Excess { get; set; }

    public bool IsSound => !Refuses && Excess == 0;

    public bool TrySet(uint milliwatts)
    {
        Limit = Refuses ? Limit : Math.Min(milliwatts + Excess, range.Max);
        return !Refuses;
    }

    /// <summary>Its driver or its node started anew.</summary>
    public void Reset() => (Limit, Locked) = (range.Default, null);
}

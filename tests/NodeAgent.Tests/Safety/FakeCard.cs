using Headroom.Contracts.Power;
using Headroom.NodeAgent.Safety;

namespace Headroom.NodeAgent.Tests.Safety;

/// <summary>A card and its driver, as far as limits go.</summary>
internal sealed class FakeCard(string uuid)
{
    public static LimitRange Range { get; } = new(200_000, 700_000, 700_000);

    public string Uuid => uuid;

    public uint Limit { get; set; } = Range.Default;

    public ClockRange? Locked { get; set; }

    public bool IsPresent { get; set; } = true;

    public bool Refuses { get; set; }

    /// <summary>Added to every limit that is set.</summary>
    public uint Skew { get; set; }

    /// <summary>Something happened that the agent may learn of only when it next looks.</summary>
    public bool IsUnseen { get; set; }

    public void Reset() => (Limit, Locked, IsUnseen) = (Range.Default, null, true);
}

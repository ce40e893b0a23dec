using Headroom.Units;

namespace Headroom.Power.Planning;

/// <summary>The last that was heard of every GPU, group and domain; filled in place by whoever receives telemetry.</summary>
/// <param name="gpus">In the order of the layout.</param>
public sealed class FleetReading(int gpus, int groups, int domains)
{
    /// <summary>Clock read back from each GPU.</summary>
    public Megahertz[] Clocks { get; } = new Megahertz[gpus];

    /// <summary>When each GPU was last heard of, milliseconds of the planner's clock.</summary>
    public long[] SeenAt { get; } = new long[gpus];

    /// <summary>By group; see <see cref="Policies.GroupReading"/>.</summary>
    public double[] Prefilling { get; } = new double[groups];

    public double[] Offered { get; } = new double[groups];

    public int[] Held { get; } = new int[groups];

    /// <summary>By domain, of its own servers; null when there is no fresh reading.</summary>
    public Watts?[] Draws { get; } = new Watts?[domains];
}

using Headroom.Scaling.Policies;

namespace Headroom.Operators.Autoscaling.Memory;

/// <summary>The chosen baseline at work; its load is in replicas' worth, so that a capacity that is learned may move.</summary>
internal sealed class RunningPolicy(IScalingPolicy policy, int lead)
{
    public IScalingPolicy Policy { get; } = policy;

    /// <summary>Decisions until one lands, as it was made with.</summary>
    public int Lead { get; } = lead;

    /// <summary>Number of the evaluation interval it decided in last.</summary>
    public long Interval { get; set; } = long.MinValue;

    /// <summary>What it asked for then.</summary>
    public int Asked { get; set; }
}

namespace Headroom.Scaling.ColdStart.Services;

/// <summary>What is remembered of one service.</summary>
internal sealed class KeptService
{
    public GapMemory Gaps { get; } = new();

    public TimerBelief Timer { get; } = new();

    /// <summary>What it may follow.</summary>
    public List<Leader> Leaders { get; } = [];

    /// <summary>What may follow it.</summary>
    public HashSet<int> Followers { get; } = [];

    public long Arrivals { get; set; }

    public double LastArrival { get; set; } = double.NegativeInfinity;

    public double IdleSince { get; set; } = double.NaN;

    public bool IsIdle => !double.IsNaN(IdleSince);
}

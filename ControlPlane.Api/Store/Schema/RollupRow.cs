namespace Headroom.ControlPlane.Api.Store.Schema;

/// <summary>Sums over 15 minutes of one autoscaler; about 140 bytes, so 1,000 autoscalers for 400 days are 5.4 GB.</summary>
internal sealed class RollupRow
{
    public int AutoscalerId { get; init; }

    public DateTimeOffset Start { get; init; }

    public int Samples { get; init; }

    public int DemandSamples { get; init; }

    public double DemandSum { get; init; }

    public float? DemandMax { get; init; }

    public long DesiredSum { get; init; }

    public long ReadySum { get; init; }

    public float IntervalSeconds { get; init; }

    public float ViolationSeconds { get; init; }

    public int Decisions { get; init; }
}

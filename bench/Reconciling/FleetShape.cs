namespace Headroom.Bench.Reconciling;

/// <summary>How large the run is.</summary>
/// <param name="Autoscalers">PredictiveAutoscalers, each with a Deployment of its own.</param>
/// <param name="History">History of each at the start.</param>
/// <param name="Traces">Distinct load series; autoscalers share them.</param>
/// <param name="Measure">Wall time of each measured phase.</param>
internal sealed record FleetShape(int Autoscalers, TimeSpan History, int Traces, TimeSpan Measure)
{
    /// <summary>133 decisions a second at full size: each autoscaler every 15 s.</summary>
    public const double OfferedSpeed = 4;

    /// <summary>2,000 decisions a second at full size: twice the goal. A result near it is a lower bound.</summary>
    public const double SaturatingSpeed = 60;

    public static FleetShape Full { get; } = new(2_000, TimeSpan.FromDays(14), 20, TimeSpan.FromSeconds(90));

    public static FleetShape Quick { get; } = new(16, TimeSpan.FromHours(3), 4, TimeSpan.FromSeconds(1));
}

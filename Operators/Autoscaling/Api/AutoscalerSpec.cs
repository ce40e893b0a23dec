namespace Headroom.Operators.Autoscaling.Api;

/// <summary>spec of a PredictiveAutoscaler. The CRD holds the defaults; those here serve objects built in code.</summary>
public sealed record AutoscalerSpec
{
    public ScaleTargetSpec ScaleTargetRef { get; set; } = new();

    public int MinReplicas { get; set; } = 1;

    public int MaxReplicas { get; set; }

    public string Mode { get; set; } = "Recommend";

    /// <summary>Who decides: Headroom, or a published policy run in its place.</summary>
    public string Policy { get; set; } = "Headroom";

    public IReadOnlyList<IndicatorSpec> Indicators { get; set; } = [];

    public CapacitySpec? Capacity { get; set; }

    public ObjectiveSpec Objective { get; set; } = new();

    public ForecastSpec Forecast { get; set; } = new();

    public BehaviorSpec Behavior { get; set; } = new();

    public IReadOnlyList<ScheduleSpec> Schedules { get; set; } = [];

    public FallbackSpec? Fallback { get; set; }
}

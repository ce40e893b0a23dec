using Headroom.Kubernetes;

namespace Headroom.Operators.Autoscaling.Api;

/// <summary>status of a PredictiveAutoscaler.</summary>
public sealed record AutoscalerStatus
{
    public long? ObservedGeneration { get; set; }

    public int? DesiredReplicas { get; set; }

    public int? CurrentReplicas { get; set; }

    public int? ReadyReplicas { get; set; }

    public DecisionStatus? Decision { get; set; }

    public ForecastStatus? Forecast { get; set; }

    public BudgetStatus? Budget { get; set; }

    public IReadOnlyList<RivalStatus>? Rivals { get; set; }

    public IReadOnlyList<Condition>? Conditions { get; set; }
}

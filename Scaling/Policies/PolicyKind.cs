namespace Headroom.Scaling.Policies;

/// <summary>Who decides the replicas.</summary>
public enum PolicyKind
{
    /// <summary>Least expected cost within the violation budget, from the predictive distribution.</summary>
    Headroom,

    /// <summary>Fewest replicas for the allowed number of violations: every step pays one adapted price for risk.</summary>
    RiskPrice,

    /// <summary>The HorizontalPodAutoscaler's rule: a ratio to a target, with a tolerance.</summary>
    Hpa,

    /// <summary>Knative's autoscaler: a stable window and a panic window.</summary>
    Kpa,

    /// <summary>Autopilot's decaying percentile of past loads.</summary>
    Autopilot,

    /// <summary>OptScaler's chance constraint on a point forecast with normal errors.</summary>
    OptScaler,

    /// <summary>BACC: a point forecast with adaptive residual quantiles and a budget controller.</summary>
    Bacc,
}

namespace Headroom.Scaling.Policies;

/// <summary>Makes the policies that may be chosen in place of the planner, the published ones with their published constants.</summary>
public static class PolicyFactory
{
    // What Kubernetes targets where nothing is set, and what Knative does.
    private const double HpaShare = 0.8;
    private const double KpaShare = 0.7;

    private const int MinutesPerDay = 1440;
    private const int StabilizationMinutes = 5;
    private const int LeastResiduals = 50;

    /// <summary>Whether a policy looks at a forecast: the others know only what was.</summary>
    public static bool LooksAhead(PolicyKind kind) => kind is PolicyKind.Headroom or PolicyKind.RiskPrice or PolicyKind.OptScaler or PolicyKind.Bacc;

    /// <param name="kind">Any but <see cref="PolicyKind.Headroom"/>, which the planner is.</param>
    /// <param name="line">Utilization at a load.</param>
    /// <param name="allowed">Share of steps that may be violated, (0, 1).</param>
    /// <param name="lead">Steps until a decision lands, ≥ 1.</param>
    /// <param name="day">Steps in a day, ≥ 1.</param>
    /// <param name="share">Share of a replica's capacity that a threshold policy fills, (0, 1]; null for its own default.</param>
    public static IScalingPolicy Make(PolicyKind kind, UtilizationLine line, double allowed, int lead, int day, double? share = null)
    {
        ArgumentNullException.ThrowIfNull(line);
        // 720 minutes, as published.
        var residuals = Math.Max(day / 2, LeastResiduals);
        return kind switch
        {
            PolicyKind.RiskPrice => new RiskPricePolicy(line, allowed, lead),
            PolicyKind.Hpa => new HpaPolicy(line, line.Base + (share ?? HpaShare) * (line.Limit - line.Base), Stabilization(day)),
            PolicyKind.Kpa => new KpaPolicy(line, share ?? KpaShare, Math.Max(day / MinutesPerDay, 1)),
            PolicyKind.Autopilot => new AutopilotPolicy(line, allowed, Math.Max(day / 2, 1)),
            PolicyKind.OptScaler => new OptScalerPolicy(line, allowed, lead, residuals),
            PolicyKind.Bacc => new BaccPolicy(line, allowed, lead, residuals, isClamped: true),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "the planner is no policy of steps"),
        };
    }

    private static int Stabilization(int day) => Math.Max((int)Math.Round(day * StabilizationMinutes / (double)MinutesPerDay), 1);
}

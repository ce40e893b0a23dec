using Headroom.Scaling.Planning;

namespace Headroom.Scaling.Policies;

/// <summary>A service as the planner sees it.</summary>
/// <param name="Line">Utilization at a load.</param>
/// <param name="Allowed">Share of steps that may be violated, (0, 1).</param>
/// <param name="Lead">Steps until a decision lands, ≥ 1.</param>
/// <param name="BudgetSteps">Steps of the violation budget's window, ≥ 1.</param>
/// <param name="StartUp">Expected time from asking for a replica to its readiness.</param>
/// <param name="Policy">Costs and rules.</param>
/// <param name="Min">Fewest replicas.</param>
/// <param name="Max">Most replicas.</param>
public sealed record PlannerShape(
    UtilizationLine Line, double Allowed, int Lead, int BudgetSteps, TimeSpan StartUp, ScalingPolicy Policy, int Min, int Max)
{
    // A lead is at least a step: where steps are long, most of it is waiting and no replica idles through it.
    private const int LeadsPaidOver = 12;

    /// <summary>A service whose decisions land a lead later, with the operator's costs of a change.</summary>
    /// <param name="line">Utilization at a load.</param>
    /// <param name="allowed">Share of steps that may be violated, (0, 1).</param>
    /// <param name="lead">Steps until a decision lands, ≥ 1.</param>
    /// <param name="step">Length of a step.</param>
    /// <param name="budgetWindow">Of the violation budget.</param>
    /// <param name="replicaCostPerHour">Dollars, ≥ 0.</param>
    /// <param name="min">Fewest replicas.</param>
    /// <param name="max">Most replicas.</param>
    /// <param name="shortfallCostPerUnitHour">Dollars; null lets the service level alone drive.</param>
    public static PlannerShape Of(
        UtilizationLine line, double allowed, int lead, TimeSpan step, TimeSpan budgetWindow, double replicaCostPerHour, int min, int max,
        double? shortfallCostPerUnitHour = null)
    {
        var policy = new ScalingPolicy { ReplicaCostPerHour = replicaCostPerHour, ShortfallCostPerUnitHour = shortfallCostPerUnitHour };
        var paidOver = TimeSpan.FromTicks(Math.Max(policy.Amortization.Ticks, LeadsPaidOver * lead * step.Ticks));
        return new PlannerShape(line, allowed, lead, Math.Max((int)(budgetWindow / step), 1), lead * step, policy with { Amortization = paidOver }, min, max);
    }
}

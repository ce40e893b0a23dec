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
    UtilizationLine Line, double Allowed, int Lead, int BudgetSteps, TimeSpan StartUp, ScalingPolicy Policy, int Min, int Max);

namespace Headroom.Operators.Autoscaling.Observing;

/// <summary>The violation budget at the decision.</summary>
internal sealed record BudgetView(int Evaluated, int Missed, double Remaining, double KeptProbability);

namespace Headroom.Operators.Decisions;

/// <summary>What one alternative would have cost: one row of the explanation.</summary>
/// <param name="Replicas">The alternative, replicas ≥ 0.</param>
/// <param name="ExpectedCost">Idle + shortfall + change, dollars per hour.</param>
/// <param name="IdleCost">Expected cost of capacity beyond demand, dollars per hour.</param>
/// <param name="ShortfallCost">Expected cost of demand beyond capacity, dollars per hour.</param>
/// <param name="ChangeCost">Cost of moving away from the current count, dollars per hour.</param>
/// <param name="ViolationProbability">Probability in [0, 1] that demand exceeds ready capacity when the decision is in effect.</param>
public sealed record CandidateRecord(
    int Replicas,
    double ExpectedCost,
    double IdleCost,
    double ShortfallCost,
    double ChangeCost,
    double ViolationProbability);

using Headroom.Units;

namespace Headroom.Scaling.Planning;

/// <summary>One alternative and what it is expected to cost. Costs in dollars per hour.</summary>
/// <param name="Replicas">The alternative.</param>
/// <param name="IdleCost">Expected capacity beyond demand.</param>
/// <param name="ShortfallCost">Expected demand beyond capacity; 0 where the service level alone drives.</param>
/// <param name="ChangeCost">Start-ups paid or caused, amortised.</param>
/// <param name="ViolationProbability">Probability in [0, 1] that demand passes capacity.</param>
public readonly record struct Candidate(
    Replicas Replicas, double IdleCost, double ShortfallCost, double ChangeCost, double ViolationProbability)
{
    public double ExpectedCost => IdleCost + ShortfallCost + ChangeCost;
}

using Headroom.Units;

namespace Headroom.Scaling.Planning;

/// <summary>What to do, why, and what the alternatives would have cost.</summary>
/// <param name="Desired">Replicas to ask for. Equal to the current count means: do nothing.</param>
/// <param name="Wanted">Replicas before behaviour rules and pauses; remembered for stabilisation.</param>
/// <param name="Reason">The rule that had the last word.</param>
/// <param name="Own">What the planner itself would take within the bounds; another than asked where a policy was chosen instead.</param>
/// <param name="Candidates">The alternatives around the choice, fewest replicas first; empty when nothing was weighed.</param>
public sealed record ScalingPlan(Replicas Desired, Replicas Wanted, ScalingReason Reason, Replicas Own, IReadOnlyList<Candidate> Candidates);

using Headroom.Units;

namespace Headroom.Scaling.Planning;

/// <summary>What was decided before.</summary>
/// <param name="Time">When.</param>
/// <param name="Wanted">Replicas that the cost asked for, before behaviour rules: what stabilisation looks at.</param>
/// <param name="Desired">Replicas decided.</param>
public readonly record struct PastDecision(DateTimeOffset Time, Replicas Wanted, Replicas Desired);

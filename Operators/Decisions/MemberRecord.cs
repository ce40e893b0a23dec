namespace Headroom.Operators.Decisions;

/// <summary>One forecaster of the pool. Weights are in [0, 1] and sum to 1; the CRPS is in the demand's unit.</summary>
public sealed record MemberRecord(string Name, double Weight, double ValidationCrps);

namespace Headroom.Scaling.Planning;

/// <summary>A predictive distribution of demand as weighted draws; what a forecast becomes for a decision.</summary>
/// <param name="Values">n ≥ 1 draws, demand's unit, any order.</param>
/// <param name="Weights">n weights ≥ 0 with a positive sum.</param>
public readonly record struct DemandDraws(ReadOnlyMemory<float> Values, ReadOnlyMemory<float> Weights);

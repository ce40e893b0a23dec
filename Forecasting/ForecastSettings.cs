using Headroom.Forecasting.Members;

namespace Headroom.Forecasting;

/// <summary>How a pool is fitted.</summary>
/// <param name="Horizon">Steps ahead, ≥ 1.</param>
/// <param name="Seasons">Candidate season lengths in steps, each ≥ 2; those the history is too short for are passed over.</param>
/// <param name="IsNonNegative">True when the demand cannot be below zero; paths are clipped there.</param>
/// <param name="Members">Which members are tried.</param>
/// <param name="Seed">Seed of the forests.</param>
public sealed record ForecastSettings(
    int Horizon, IReadOnlyList<int> Seasons, bool IsNonNegative = true, MemberSet Members = MemberSet.Cheap, int Seed = 1);

namespace Headroom.Forecasting.Trees;

/// <summary>How a forest is grown.</summary>
/// <param name="Trees">Trees, ≥ 1.</param>
/// <param name="MinLeaf">Rows in a leaf, ≥ 1.</param>
/// <param name="BagShare">Share of the rows that each tree sees, drawn without replacement, (0, 1].</param>
/// <param name="FeatureShare">Share of the features tried at each split, (0, 1].</param>
public sealed record ForestOptions(int Trees = 100, int MinLeaf = 8, double BagShare = 0.632, double FeatureShare = 1.0 / 3.0);

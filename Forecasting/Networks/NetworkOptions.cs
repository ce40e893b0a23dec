namespace Headroom.Forecasting.Networks;

/// <summary>How a network is trained.</summary>
/// <param name="Hidden">Width of the hidden layers, ≥ 1.</param>
/// <param name="Epochs">Passes over the rows, ≥ 1.</param>
/// <param name="Rate">Peak learning rate.</param>
/// <param name="Seeds">Networks trained from different starting values and averaged, ≥ 1.</param>
public sealed record NetworkOptions(int Hidden = 64, int Epochs = 8, double Rate = 2e-3, int Seeds = 3);

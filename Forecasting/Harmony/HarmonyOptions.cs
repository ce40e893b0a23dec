namespace Headroom.Forecasting.Harmony;

/// <summary>Size and training of the HARMONY member.</summary>
/// <param name="Window">Rows before the target that every token sees, ≥ 1.</param>
/// <param name="Embedding">Hidden width on the way from a token's inputs to the token.</param>
/// <param name="Width">Width of a token; divisible by <paramref name="Heads"/>.</param>
/// <param name="Layers">Encoder layers, ≥ 1.</param>
/// <param name="Heads">Attention heads.</param>
/// <param name="Epochs">Passes over the rows at most, ≥ 1.</param>
/// <param name="Patience">Epochs without a better held-out likelihood before training stops.</param>
/// <param name="Rate">Peak learning rate.</param>
/// <param name="Seeds">Networks trained from different starting values and averaged, ≥ 1.</param>
public sealed record HarmonyOptions(
    int Window = 72, int Embedding = 64, int Width = 32, int Layers = 2, int Heads = 4, int Epochs = 8, int Patience = 3, double Rate = 2e-3, int Seeds = 2);

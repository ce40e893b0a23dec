using Headroom.Forecasting.Harmony;
using Headroom.Forecasting.Networks;
using Headroom.Forecasting.Trees;

namespace Headroom.Bench.Forecasts.Fisher;

/// <summary>How large the members are; chosen on validation rows.</summary>
internal sealed record FisherSizes(ForestOptions Forest, NetworkOptions Network, HarmonyOptions Harmony)
{
    public static FisherSizes Full { get; } = new(new ForestOptions(Trees: 80), new NetworkOptions(Epochs: 16, Seeds: 3), new HarmonyOptions(Seeds: 4));

    /// <summary>Shows that everything works; the scores mean nothing.</summary>
    public static FisherSizes Quick { get; } = new(
        new ForestOptions(Trees: 10), new NetworkOptions(Hidden: 16, Epochs: 1, Seeds: 1), new HarmonyOptions(Embedding: 16, Width: 8, Layers: 1, Heads: 2, Epochs: 1, Seeds: 1));
}

using Headroom.Forecasting.Harmony;
using Headroom.Forecasting.Networks;
using Headroom.Forecasting.Panels;
using Headroom.Forecasting.Tests.Networks;

namespace Headroom.Forecasting.Tests.Harmony;

public sealed class HarmonyNetworkTests
{
    private static readonly HarmonyOptions Small = new(Window: 6, Embedding: 8, Width: 8, Layers: 1, Heads: 2, Epochs: 2, Seeds: 1);

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Loss_EveryParameter_GradientMatchesFiniteDifferences(int horizon)
    {
        var network = new HarmonyNetwork(4, [1, 2, 3], Small, new Random(1), horizon);
        var (x, y) = (Gradients.Random(8, 4, 2), Gradients.Random(2, 3, 3));
        double Loss(bool isLearning) => network.Loss(new Tape(), x, y, isLearning);

        var gaps = network.Parameters.Select(p => Gradients.LargestGap(p, Loss)).Order().ToList();

        // A rectifier that flips inside the finite step spoils single parameters; the rest must agree.
        Assert.InRange(gaps[gaps.Count * 9 / 10], 0, 0.05);
    }

    [Fact]
    public void Fit_SameSeed_PredictsTheSame()
    {
        var first = Predict(seed: 5);
        var again = Predict(seed: 5);

        Assert.Equal(first, again);
        Assert.NotEqual(first, Predict(seed: 6));
    }

    [Fact]
    public void Predict_AnyIndicator_QuantilesAscend()
    {
        var points = Predict(seed: 5);

        Assert.All(Enumerable.Range(0, 2), c => Assert.Equal(points[(c * 16)..(c * 16 + 16)].Order(), points[(c * 16)..(c * 16 + 16)]));
    }

    private static float[] Predict(int seed)
    {
        var random = new Random(1);
        float[][] channels = [.. Enumerable.Range(0, 2).Select(_ => Enumerable.Range(0, 400).Select(t => (float)(Math.Sin(t / 8.0) + 0.1 * Series.Gaussian(random))).ToArray())];
        var features = new PanelFeatures(new Panel(channels, RowOrder.InSequence(400, 48), 48), 300);
        ChannelTable[] tables = [features.Build(0), features.Build(1)];
        var member = HarmonyMember.Fit([(tables, 300)], [1, 2], Small with { Window = 40 }, seed);
        var points = new float[32];
        member.Predict(tables, 350, points, new Random(1));
        return points;
    }
}

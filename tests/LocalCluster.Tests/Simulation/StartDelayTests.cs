using Headroom.LocalCluster.Simulation;

namespace Headroom.LocalCluster.Tests.Simulation;

public sealed class StartDelayTests
{
    [Fact]
    public void Draw_OfManyStarts_HasTheMedianAndTheSpreadThatWereAsked()
    {
        var delay = new StartDelay(30, 0.5);
        var random = new Random(7);

        var logs = Enumerable.Range(0, 10_000).Select(_ => Math.Log(delay.Draw(random).TotalSeconds)).Order().ToArray();

        // 10,000 draws: the median's standard error is about 0.0063, the deviation's 0.0035; three of each.
        var mean = logs.Average();
        Assert.Equal(Math.Log(30), logs[5_000], 0.02);
        Assert.Equal(0.5, Math.Sqrt(logs.Average(l => (l - mean) * (l - mean))), 0.011);
    }
}

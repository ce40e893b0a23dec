using Headroom.Forecasting.Pooling;

namespace Headroom.Forecasting.Tests.Pooling;

public sealed class CoverageTrackerTests
{
    [Fact]
    public void Coverage_NineHitsInTen_IsNinety()
    {
        var tracker = new CoverageTracker();

        for (var i = 0; i < 100; i++)
        {
            tracker.Score(0, 1, i % 10 == 0 ? 5 : 0.5);
        }

        Assert.Equal(0.9, tracker.Coverage!.Value, 6);
    }

    [Fact]
    public void Coverage_FewObservations_IsUnknown()
    {
        var tracker = new CoverageTracker();

        tracker.Score(0, 1, 0.5);

        Assert.Null(tracker.Coverage);
    }
}

using FsCheck;
using FsCheck.Fluent;
using Headroom.Forecasting.Pooling;

namespace Headroom.Forecasting.Tests.Pooling;

public sealed class ConformalNetTests
{
    [Fact]
    public void Observe_AnyBoundedSequence_LongRunMissesStayNearWhatIsTolerated() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            // Up to five half bands beyond the median, in spells: nothing that a forecast could know.
            var (random, net, missed) = (new Random(seed), new ConformalNet(), 0);
            var reach = 1.0;
            const int Count = 4_000;
            for (var i = 0; i < Count; i++)
            {
                reach = random.Next(100) == 0 ? 5 * random.NextDouble() : reach;
                var observed = reach * (2 * random.NextDouble() - 0.5);
                missed += observed > 1 + net.Above ? 1 : 0;
                net.Observe(-1, 0, 1, least: 1e-6, observed);
            }

            // Each miss adds .074 and each hit takes .006: what is over 7.5% is what the width, at most 9, still holds.
            return missed <= 0.075 * Count + (9 + 0.08) / 0.08;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    [Fact]
    public void Observe_CalibratedBand_HardlyWidens()
    {
        var (random, net, sum) = (new Random(1), new ConformalNet(), 0.0);
        for (var i = 0; i < 5_000; i++)
        {
            net.Observe(-1.645, 0, 1.645, least: 1e-6, Series.Gaussian(random));
            sum += net.Above + net.Below;
        }

        Assert.InRange(sum / 10_000, 0, 0.12);
    }

    [Fact]
    public void Observe_OneSideMissed_WidensThatSideOnly()
    {
        var net = new ConformalNet();
        for (var i = 0; i < 40; i++)
        {
            net.Observe(-1, 0, 1, least: 1e-6, observed: 2.5);
        }

        Assert.InRange(net.Above, 1.3, 1.6);
        Assert.Equal(0, net.Below);
    }
}

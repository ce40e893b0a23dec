using FsCheck;
using FsCheck.Fluent;
using Headroom.Power.Models;
using Headroom.Power.Policies;
using Headroom.Units;

namespace Headroom.Power.Tests.Policies;

public sealed class CapChooserTests
{
    private static readonly IReadOnlyList<PowerGroup> ThreeLevels =
    [
        new PowerGroup("batch", 0, Rows.Table(), true), new PowerGroup("normal", 1, Rows.Table(1110), false),
        new PowerGroup("urgent", 2, Rows.Table(1305), false),
    ];

    private static int[] Choose(double limit, double prefill = 40_000, int uncontrolled = 0)
    {
        var chooser = new CapChooser(ThreeLevels);
        var claim = new PeakClaim(3);
        claim.Shares.AsSpan().Fill(1.0 / 3);
        GroupReading[] groups = [Rows.Group(17, uncontrolled: uncontrolled), Rows.Group(17), Rows.Group(18)];
        var freeBase = groups.Sum(g => g.Servers) * Rows.Table().DecodeWatts[0];
        claim.Set(freeBase + prefill, freeBase);
        chooser.Choose(new DomainReading(0, Rows.Budget, Rows.Budget, groups), 1, [claim], limit);
        return chooser.Rows;
    }

    [Fact]
    public void Choose_AnyTwoLimits_AHigherOneNeverCapsMore() =>
        Prop.ForAll(Gen.Choose(150_000, 260_000).Two().ToArbitrary(), limits =>
        {
            var (tight, loose) = (Choose(Math.Min(limits.Item1, limits.Item2)), Choose(Math.Max(limits.Item1, limits.Item2)));
            return tight.Zip(loose).All(p => p.First >= p.Second);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Choose_AnyLimit_SlowsALevelOnlyWhenLowerOnesHaveNothingLeft() =>
        Prop.ForAll(Gen.Choose(150_000, 260_000).ToArbitrary(), limit =>
        {
            var rows = Choose(limit);
            return Enumerable.Range(1, 2).All(g => rows[g] == 0 || rows[g - 1] == ThreeLevels[g - 1].Caps.Clocks.Length - 1);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Choose_ServersThatDoNotObey_CapsTheRestDeeper() =>
        Assert.True(Choose(225_000, uncontrolled: 8)[0] > Choose(225_000)[0]);

    [Fact]
    public void Choose_TwoModelsOfOneLevel_TakesTheOneThatSavesMorePerSlowdown()
    {
        var h100 = new ServerModel(GpuCatalog.H100, 8, Watts.FromWatts(2800), Watts.FromWatts(10_200), .1);
        IReadOnlyList<PowerGroup> groups =
        [
            new PowerGroup("a100", 0, Rows.Table(), false),
            new PowerGroup("h100", 0, new CapTable(h100, new PhaseDraw(.95, .5), new Megahertz(1200), .15), false),
        ];
        var chooser = new CapChooser(groups);
        var claim = new PeakClaim(2);
        claim.Shares.AsSpan().Fill(.5);
        var freeBase = 10 * groups[0].Caps.DecodeWatts[0] + 10 * groups[1].Caps.DecodeWatts[0];
        claim.Set(freeBase + 20_000, freeBase);

        chooser.Choose(
            new DomainReading(0, Rows.Budget, Rows.Budget, [Rows.Group(10), Rows.Group(10, 1980)]), 1, [claim], freeBase + 19_000);

        Assert.Equal(0, chooser.Rows[0]);
        Assert.True(chooser.Rows[1] > 0);
    }

    [Fact]
    public void Choose_AnyLimit_StopsAtTheFirstClockThatSuffices() =>
        Prop.ForAll(Gen.Choose(150_000, 260_000).ToArbitrary(), limit =>
        {
            var rows = Choose(limit);
            var last = Array.FindLastIndex(rows, static r => r > 0);
            return last < 0 || Draw([.. rows.Select((r, g) => g == last ? r - 1 : r)]) > limit;
        }).QuickCheckThrowOnFailure();

    // Of the row above under given clocks, with the curve's uncertainty.
    private static double Draw(int[] rows)
    {
        var draw = 0.0;
        for (var g = 0; g < rows.Length; g++)
        {
            var caps = ThreeLevels[g].Caps;
            var obeys = 1 - caps.Server.Gpu.Curve.Uncertainty;
            draw += (g < 2 ? 17 : 18) * (caps.DecodeWatts[0] - obeys * (caps.DecodeWatts[0] - caps.DecodeWatts[rows[g]]))
                + 40_000.0 / 3 * (1 - obeys * (1 - caps.PrefillRatio[rows[g]]));
        }

        return draw;
    }
}

using Headroom.Contracts.Power;
using Headroom.Operators.Power.Fleet;
using Headroom.Operators.Power.Measuring;
using Headroom.Operators.Power.Running;
using Headroom.Units;

namespace Headroom.Operators.Tests.Power;

public sealed class PowerFleetTests
{
    private static readonly Dictionary<string, FeedReading> NoMeters = [];

    private readonly PowerFleet _fleet = new();
    private long _sequence;
    private TimeSpan _now = TimeSpan.FromHours(1);

    [Fact]
    public void Answer_NodesThatConfirm_AreSafeWhenEverybodyFallsSilent()
    {
        // 4 · (1000 + 1.05 · 8 · limit) ≤ 10,000 W: 178.5 W a GPU.
        _fleet.Adopt(Reports.Tree(4, ("row", Reports.Spec("10k", row: "a"))));

        var leases = Rounds(3);

        Assert.All(leases.SelectMany(static l => l.Caps), static cap => Assert.Equal(178_000u, cap.SafeLimitMilliwatts));
        var promise = _fleet.Promise(0, _fleet.Failed());
        Assert.True(promise.Failed <= promise.Budget && promise.Failed > Watts.FromWatts(9_900));
        Assert.True(_fleet.MayTakeWork(0, _fleet.Failed()));
        Assert.Equal(TimeSpan.FromSeconds(5), leases[0].Duration);
        Assert.Equal(7, leases[0].Stamp.Term);
    }

    [Fact]
    public void MayTakeWork_ANodeThatHasNotConfirmed_MustWait()
    {
        _fleet.Adopt(Reports.Tree(2, ("row", Reports.Spec("8k", row: "a"))));

        Answer(Reports.Node("node-0"));
        _fleet.Decide(NoMeters, _now);

        Assert.False(_fleet.MayTakeWork(0, _fleet.Failed()));
        Assert.Equal(1, _fleet.Promise(0, _fleet.Failed()).Unheard);
    }

    [Fact]
    public void Answer_Recommend_AsksNothingOfANode()
    {
        _fleet.Adopt(Reports.Tree(1, ("row", Reports.Spec("10k", mode: "Recommend", row: "a"))));

        var lease = Answer(Reports.Node("node-0"));

        Assert.Equal((TimeSpan.Zero, false, 0), (lease.Duration, lease.IsRelease, lease.Caps.Count));
    }

    [Fact]
    public void Answer_ANodeThatWasLimitedAndIsOnNoFeedNow_IsReleased()
    {
        var before = new PowerLease { Stamp = new LeaseStamp(3, 1), Caps = [.. Enumerable.Range(0, 8).Select(static i => new GpuCap { Uuid = $"{i}", SafeLimitMilliwatts = 200_000 })] };

        Assert.True(Answer(Reports.Node("stranger", taken: before)).IsRelease);
        Assert.False(Answer(Reports.Node("stranger")).IsRelease);
    }

    [Fact]
    public void Decide_DrawAboveTheBudget_BrakesAndSaysSo()
    {
        _fleet.Adopt(Reports.Tree(4, ("row", Reports.Spec("12k", row: "a"))));

        Rounds(2, wattsPerGpu: 300);

        var picture = PowerPicture.Of(_fleet, _now).Domains[0];
        Assert.Equal(13_600, picture.Status.DrawWatts);
        Assert.True(Assert.Single(picture.Status.Caps!).Braked);
        Assert.Equal(288u, Answer(Reports.Node("node-0", 300)).Caps[0].Clocks!.Value.MaxMegahertz);
        Assert.Equal(1, picture.Status.Brakes);
    }

    [Fact]
    public void Decide_ASilentNode_CountsAtItsNameplate()
    {
        _fleet.Adopt(Reports.Tree(2, ("row", Reports.Spec("9k", row: "a"))));
        Answer(Reports.Node("node-0"));
        Answer(Reports.Node("node-1"));
        _now += TimeSpan.FromSeconds(5);
        Answer(Reports.Node("node-0"));

        _fleet.Decide(NoMeters, _now);

        // 1000 + 8 · 200 and 1000 + 1.05 · 8 · 400.
        Assert.Equal(Watts.FromWatts(2600 + 4360), _fleet.Domains[0].Draw);
        Assert.Equal(1, PowerPicture.Of(_fleet, _now).Domains[0].Status.SilentNodes);
    }

    [Fact]
    public void Decide_AnAgentThatDied_TakesItsNameplateFromTheOthersSafeLimits()
    {
        _fleet.Adopt(Reports.Tree(2, ("row", Reports.Spec("8k", row: "a"))));
        var lease = Rounds(3)[0];
        Assert.Equal(357_000u, lease.Caps[0].SafeLimitMilliwatts);

        _now += TimeSpan.FromSeconds(20);
        lease = Answer(Reports.Node("node-0", taken: lease));
        _fleet.Decide(NoMeters, _now);
        lease = Answer(Reports.Node("node-0", taken: lease));

        // 8000 − 4360 for one: 314.2 W a GPU.
        Assert.Equal(314_000u, lease.Caps[0].SafeLimitMilliwatts);
    }

    [Fact]
    public void Answer_ADriverThatIsAway_ChargesTheNodeAtItsNameplateAndPlansOn()
    {
        _fleet.Adopt(Reports.Tree(2, ("row", Reports.Spec("8k", row: "a"))));
        Rounds(3);

        Answer(Reports.Node("node-0") with { Driver = DriverState.NotLoaded, Gpus = [] });
        _fleet.Decide(NoMeters, _now);

        Assert.Equal(Watts.FromWatts(4360), _fleet.Charge(0));
        // Its cards at their most, the other's as measured.
        Assert.Equal(Watts.FromWatts(4200 + 2600), _fleet.Domains[0].Draw);
        Assert.NotEmpty(Answer(Reports.Node("node-1")).Caps);
    }

    [Fact]
    public void Promise_NotEvenTheLowestLimitsFit_SaysWithWhichNumbers()
    {
        _fleet.Adopt(Reports.Tree(2, ("row", Reports.Spec("3k", row: "a"))));
        Rounds(2);

        var shortfall = _fleet.Promise(0, _fleet.Failed()).Shortfall!;

        // 2 · (1000 + 1.05 · 8 · 100).
        Assert.Equal((3680.0, 3000.0), (shortfall.Least.ToWatts(), shortfall.Budget.ToWatts()));
        Assert.False(_fleet.MayTakeWork(0, _fleet.Failed()));
    }

    [Fact]
    public void Decide_AGpuWithoutAPublishedCurve_IsPlannedForAndNamed()
    {
        _fleet.Adopt(Reports.Tree(1, ("row", Reports.Spec("9k", row: "a"))));
        Answer(Reports.Node("node-0", model: "Mystery 9000"));

        _fleet.Decide(NoMeters, _now);

        Assert.StartsWith("Mystery 9000", Assert.Single(PowerPicture.Of(_fleet, _now).Domains[0].UnknownNotes), StringComparison.Ordinal);
        Assert.NotNull(_fleet.Domains[0].Plan);
    }

    [Fact]
    public void Answer_CapsOfTheFeedAbove_HoldWhereTheyAreStricter()
    {
        _fleet.Adopt(Reports.Tree(4, ("hall", Reports.Spec("12k")), ("row", Reports.Spec("40k", parent: "hall", row: "a"))));

        var lease = Rounds(2, wattsPerGpu: 300)[0];

        Assert.Equal(288u, lease.Caps[0].Clocks!.Value.MaxMegahertz);
    }

    [Fact]
    public void Decide_AnAgentThatCameBack_GetsItsShareAgain()
    {
        _fleet.Adopt(Reports.Tree(2, ("row", Reports.Spec("8k", row: "a"))));
        Rounds(3);
        _now += TimeSpan.FromSeconds(20);
        _fleet.Decide(NoMeters, _now);

        var leases = Rounds(4);

        Assert.All(leases, static l => Assert.Equal(357_000u, l.Caps[0].SafeLimitMilliwatts));
    }

    [Fact]
    public void Recall_AnAgentThatWasDeadBeforeThisLeaderCame_IsChargedAtItsNameplate()
    {
        var before = new PowerFleet();
        before.Adopt(Reports.Tree(2, ("row", Reports.Spec("8k", row: "a"))));
        before.Answer(Reports.Node("node-1"), new LeaseStamp(6, 1), _now);
        before.Decide(NoMeters, _now);
        var seen = PowerPicture.Of(before, _now).Nodes.Single();
        _fleet.Adopt(Reports.Tree(2, ("row", Reports.Spec("8k", row: "a"))));

        _fleet.Recall(new Dictionary<string, ServerKind> { [seen.Name] = ServerKind.Of(seen.Status)! });
        Answer(Reports.Node("node-0"));
        _fleet.Decide(NoMeters, _now);

        // 8000 − 4360 for the one that lives: 314.2 W a GPU.
        Assert.Equal(Watts.FromWatts(4360), _fleet.Charge(1));
        Assert.Equal(314_000u, Answer(Reports.Node("node-0")).Caps[0].SafeLimitMilliwatts);
        Assert.Equal(0, _fleet.Promise(0, _fleet.Failed()).Unheard);
    }

    [Fact]
    public void Adopt_TheSameSpecReadAgain_KeepsTheBrakeOnAndWhatWasLearned()
    {
        _fleet.Adopt(Reports.Tree(4, ("row", Reports.Spec("12k", row: "a"))));
        Rounds(2, wattsPerGpu: 300);
        var groups = _fleet.Domains[0].Groups;

        _fleet.Adopt(Reports.Tree(4, ("row", Reports.Spec("12k", row: "a"))));
        Rounds(1, wattsPerGpu: 100);

        Assert.True(_fleet.Domains[0].Plan!.IsBraking);
        Assert.Same(groups, _fleet.Domains[0].Groups);
        Assert.Equal(1, _fleet.Domains[0].Brakes);
    }

    [Fact]
    public void Allowances_APolicyThatGates_GivesEachGatewayItsPartWithAFailSafe()
    {
        _fleet.Adopt(Reports.Tree(4, ("row", Gate("16k", gateways: 1))));
        Rounds(3);
        var whole = Assert.Single(Assert.Single(_fleet.Allowances()).Allowance.Levels);

        _fleet.Adopt(Reports.Tree(4, ("row", Gate("16k", gateways: 4))));
        Rounds(3);
        var quarter = Assert.Single(Assert.Single(_fleet.Allowances()).Allowance.Levels);

        Assert.Equal(0, whole.Level);
        // 16,000 W less the 10,400 W that are drawn and the published rise.
        Assert.InRange(whole.FreeWatts, 1_000, 16_000 - 10_400);
        Assert.InRange(whole.FailSafeWatts, 1, 16_000);
        Assert.Equal((whole.FailSafeWatts / 4, "NVIDIA-A100-SXM4-80GB × 8, level 0"), (quarter.FailSafeWatts, Assert.Single(quarter.Costs).Group));
        Assert.InRange(quarter.FreeWatts, 1, whole.FreeWatts / 2);
    }

    [Fact]
    public void Allowances_RecommendOrAPolicyWithoutAGate_BindNobody()
    {
        _fleet.Adopt(Reports.Tree(4, ("row", Gate("16k", gateways: 1) with { Mode = "Recommend" })));
        Rounds(3);
        Assert.Empty(_fleet.Allowances());

        _fleet.Adopt(Reports.Tree(4, ("row", Reports.Spec("16k", row: "a"))));
        Rounds(3);
        Assert.Empty(_fleet.Allowances());
    }

    [Fact]
    public void Allowances_WhileTheBrakeIsOn_AreNothing()
    {
        _fleet.Adopt(Reports.Tree(4, ("row", Gate("16k", gateways: 1))));
        Rounds(3);

        Rounds(2, wattsPerGpu: 390);

        Assert.Equal(0, Assert.Single(Assert.Single(_fleet.Allowances()).Allowance.Levels).FreeWatts);
    }

    private static Operators.Power.Api.PowerDomainSpec Gate(string budget, int gateways) =>
        Reports.Spec(budget, row: "a") with { Policy = "PredictiveGate", Gateways = gateways };

    private PowerLease Answer(NodeReport report) => _fleet.Answer(report, new LeaseStamp(7, ++_sequence), _now);

    // Every node reports, is decided on, and takes its lease: as agents do.
    private List<PowerLease> Rounds(int rounds, double wattsPerGpu = 200)
    {
        var leases = new PowerLease?[_fleet.Nodes.Count];
        for (var i = 0; i < rounds; i++)
        {
            for (var n = 0; n < leases.Length; n++)
            {
                leases[n] = Answer(Reports.Node($"node-{n}", wattsPerGpu, leases[n] is { Caps.Count: > 0 } taken ? taken : null));
            }

            _fleet.Decide(NoMeters, _now);
            _now += PowerFleet.Tick;
        }

        for (var n = 0; n < leases.Length; n++)
        {
            leases[n] = Answer(Reports.Node($"node-{n}", wattsPerGpu, leases[n] is { Caps.Count: > 0 } taken ? taken : null));
        }

        return [.. leases.OfType<PowerLease>()];
    }
}

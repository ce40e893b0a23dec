using FsCheck;
using FsCheck.Fluent;
using Headroom.Power.Safety;
using Headroom.Units;

namespace Headroom.Power.Tests.Safety;

/// <summary>
/// The second promise: once leases have run out, no feed can draw more than its budget, whatever was lost, delayed,
/// repeated, killed or started anew before.
/// </summary>
public sealed class FailedPromiseTests
{
    [Fact]
    public void Silence_AfterAnyHistory_LeavesEveryFeedWithinItsBudget() =>
        Prop.ForAll<int>(seed => new Story(seed, isUnreliable: true).Run(150)).QuickCheckThrowOnFailure();

    [Fact]
    public void Ledger_NothingFails_ReachesTheTargets() =>
        Prop.ForAll<int>(seed =>
        {
            var story = new Story(seed, isUnreliable: false);
            return story.Run(12) && story.HasReachedItsTargets;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Plan_RoomMovesFromOneNodeToAnother_LowersFirst()
    {
        var fleet = Fleet.Row(2, 6_000);
        var ledger = fleet.NewLedger();
        IReadOnlyList<Watts>[] before = [Eight(300), Eight(150)];
        IReadOnlyList<Watts>[] after = [Eight(150), Eight(300)];
        ledger.Plan(before);
        Accept(ledger, 0, before[0], 1);
        Accept(ledger, 1, before[1], 1);

        ledger.Plan(after);
        Assert.Equal(Eight(150), ledger.Send(0, new LeaseOrder(1, 2)));
        Assert.Equal(Eight(150), ledger.Send(1, new LeaseOrder(1, 2)));

        ledger.Plan(after);
        Assert.Equal(Eight(150), ledger.Send(1, new LeaseOrder(1, 3)));

        ledger.Reported(0, 1, new LeaseOrder(1, 2), Eight(150));
        ledger.Plan(after);
        Assert.Equal(Eight(300), ledger.Send(1, new LeaseOrder(1, 4)));
    }

    [Fact]
    public void Reported_AReadBackAboveTheOrder_IsPlannedWith()
    {
        var fleet = Fleet.Row(1, 6_000);
        var ledger = fleet.NewLedger();

        ledger.Plan([Eight(120)]);
        ledger.Send(0, new LeaseOrder(1, 1));
        ledger.Reported(0, 1, new LeaseOrder(1, 1), Eight(180));

        Assert.Equal(fleet.Nodes[0].DrawAt(Eight(180)), ledger.Charge(0));
    }

    private static void Accept(SafeLimitLedger ledger, int node, IReadOnlyList<Watts> limits, long sequence)
    {
        Assert.Equal(limits, ledger.Send(node, new LeaseOrder(1, sequence)));
        ledger.Reported(node, 1, new LeaseOrder(1, sequence), limits);
    }

    private static Watts[] Eight(double watts) => [.. Enumerable.Repeat(Watts.FromWatts(watts), 8)];
}

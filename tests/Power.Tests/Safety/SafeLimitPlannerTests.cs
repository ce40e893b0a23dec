using FsCheck;
using FsCheck.Fluent;
using Headroom.Power.Safety;
using Headroom.Units;

namespace Headroom.Power.Tests.Safety;

public sealed class SafeLimitPlannerTests
{
    [Fact]
    public void Plan_ARow_FillsItsBudgetInTheFailedStateAndNoMore()
    {
        // 10 · (1000 + 1.05 · 8 · limit) ≤ 30,000 W: 238.09 W a GPU.
        var fleet = Fleet.Row(10, 30_000);

        var plan = fleet.Plan();

        Assert.Empty(plan.Infeasible);
        Assert.All(plan.Limits.SelectMany(static l => l), limit => Assert.Equal(238, limit.ToWatts()));
    }

    [Fact]
    public void Plan_DeadAgentsTolerated_AreChargedAtNameplate()
    {
        // Two of ten at 1000 + 1.05 · 8 · 400 = 4,360 W leave 21,280 W for eight: 197.6 W a GPU.
        var plan = Fleet.Row(10, 30_000, tolerated: 2).Plan();

        Assert.All(plan.Limits.SelectMany(static l => l), limit => Assert.Equal(197, limit.ToWatts()));
    }

    [Fact]
    public void Plan_ASilentNode_TakesItsNameplateFromTheOthers()
    {
        var plan = Fleet.Row(10, 30_000).Plan(isAbsent: n => n == 3);

        // 30,000 − 4,360 for nine: 220.1 W a GPU.
        Assert.All(plan.Limits.Where((_, n) => n != 3).SelectMany(static l => l), limit => Assert.Equal(220, limit.ToWatts()));
    }

    [Fact]
    public void Plan_NotEvenTheLowestLimitsFit_SaysWhereAndByHowMuch()
    {
        var shortfall = Assert.Single(Fleet.Row(10, 18_000).Plan().Infeasible);

        // 10 · (1000 + 1.05 · 8 · 100).
        Assert.Equal(("row", 18_400.0, 18_000.0), (shortfall.Domain, shortfall.Least.ToWatts(), shortfall.Budget.ToWatts()));
    }

    [Fact]
    public void Plan_AnyTree_FitsEveryFeedAndLeavesNoRoomThatSomebodyCouldUse() =>
        Prop.ForAll<int>(seed =>
        {
            var fleet = Fleet.Random(new Random(seed));
            var plan = fleet.Plan();
            var draws = fleet.FailedDraws(plan.Limits);
            var fits = draws.Select((draw, d) => draw <= fleet.Domains[d].Budget).All(static f => f);
            return plan.Infeasible.Count == 0 && fits && fleet.Nodes.Select((_, n) => n).All(n => IsHeld(fleet, plan, n));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Plan_ALargerMainFeed_LowersNobody() =>
        Prop.ForAll<int>(seed =>
        {
            var fleet = Fleet.Random(new Random(seed));
            var wider = fleet with { Domains = [fleet.Domains[0] with { Budget = fleet.Domains[0].Budget + Watts.FromWatts(500) }, .. fleet.Domains.Skip(1)] };
            return fleet.Plan().Limits.Zip(wider.Plan().Limits).All(p => p.First.Zip(p.Second).All(static l => l.First.Milliwatts <= l.Second.Milliwatts + 1000));
        }).QuickCheckThrowOnFailure();

    // Raised by 3% of its range, a node would pass a feed above it: it is not held back for nothing.
    private static bool IsHeld(Fleet fleet, SafeLimits plan, int node)
    {
        var gpus = fleet.Nodes[node].Gpus;
        var more = gpus.Select((g, i) => Watts.FromMilliwatts(plan.Limits[node][i].Milliwatts + (g.Max.Milliwatts - g.Min.Milliwatts) * 3 / 100 + 1000)).ToList();
        if (gpus.Count == 0 || more.Where((limit, i) => limit > gpus[i].Max).Any())
        {
            return true;
        }

        // All that stand as high rise together: the share is what is fair, not one node alone.
        var share = Share(fleet, plan, node);
        var raised = plan.Limits.Select((limits, n) => Share(fleet, plan, n) >= share - 0.03 || n == node
            ? (IReadOnlyList<Watts>)[.. limits.Select((l, i) => Watts.FromMilliwatts(l.Milliwatts + (fleet.Nodes[n].Gpus[i].Max.Milliwatts - fleet.Nodes[n].Gpus[i].Min.Milliwatts) * 3 / 100 + 1000))]
            : limits).ToList();
        return fleet.FailedDraws(raised).Where((draw, d) => draw > fleet.Domains[d].Budget).Any();
    }

    private static double Share(Fleet fleet, SafeLimits plan, int node) => fleet.Nodes[node].Gpus.Count == 0
        ? -1
        : (double)(plan.Limits[node][0].Milliwatts - fleet.Nodes[node].Gpus[0].Min.Milliwatts)
            / (fleet.Nodes[node].Gpus[0].Max.Milliwatts - fleet.Nodes[node].Gpus[0].Min.Milliwatts);
}

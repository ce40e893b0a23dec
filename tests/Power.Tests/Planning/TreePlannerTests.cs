using Headroom.Power.Domains;
using Headroom.Power.Planning;
using Headroom.Power.Policies;
using Headroom.Power.Tests.Policies;
using Headroom.Units;

namespace Headroom.Power.Tests.Planning;

public sealed class TreePlannerTests
{
    private static (TreePlanner Planner, FleetReading Reading) Build(double siteBudget)
    {
        var tree = DomainTree.Build(
        [
            new DomainNode("site", null, Watts.FromWatts(siteBudget), Watts.Zero, []),
            new DomainNode("row-a", "site", Watts.FromWatts(20_000), Watts.FromWatts(6000), []),
            new DomainNode("row-b", "site", Watts.FromWatts(20_000), Watts.FromWatts(6000), []),
        ]).Tree!; // nothing is wrong with it
        IPowerPolicy?[] policies = [null, new Polca(Rows.TwoLevels()), new Polca(Rows.TwoLevels())];
        var layout = new FleetLayout(tree, policies, [0, 0, 1, 1, 2, 2, 3, 3], 8);
        var reading = new FleetReading(64, 4, 3);
        reading.Clocks.AsSpan().Fill(new Megahertz(1410));
        reading.Draws[1] = reading.Draws[2] = Watts.FromWatts(15_000);
        return (new TreePlanner(layout, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5)), reading);
    }

    [Fact]
    public void Replan_AncestorTighterThanTheRows_CapsBoth()
    {
        var (planner, reading) = Build(siteBudget: 33_000);

        var changes = planner.Replan(reading, 0).ToArray();

        Assert.Equal(15_000_000, planner.Budgets[1].Milliwatts);
        Assert.Equal(32, changes.Length);
        Assert.All(changes, c => Assert.Equal(1110, c.Clock.Value));
    }

    [Fact]
    public void Replan_SameReadingAgain_ChangesNothing()
    {
        var (planner, reading) = Build(33_000);
        foreach (var change in planner.Replan(reading, 0))
        {
            reading.Clocks[change.Gpu] = change.Clock;
        }

        // The caps worked: 87% of what each row was left with.
        reading.Draws[1] = reading.Draws[2] = Watts.FromWatts(13_000);
        planner.Replan(reading, 1000);

        Assert.True(planner.Replan(reading, 2000).IsEmpty);
    }

    [Fact]
    public void Replan_Steady_AllocatesNothing()
    {
        var (planner, reading) = Build(33_000);
        planner.Replan(reading, 0);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 1; i < 1000; i++)
        {
            planner.Replan(reading, i);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}

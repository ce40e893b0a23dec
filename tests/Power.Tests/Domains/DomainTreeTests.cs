using FsCheck;
using FsCheck.Fluent;
using Headroom.Power.Domains;
using Headroom.Units;

namespace Headroom.Power.Tests.Domains;

public sealed class DomainTreeTests
{
    private static DomainNode Domain(string name, string? parent, double budget, double idle = 0, params string[] nodes) =>
        new(name, parent, Watts.FromWatts(budget), Watts.FromWatts(idle), nodes);

    [Fact]
    public void Build_CycleOfParents_NamesThePath()
    {
        var (tree, faults) = DomainTree.Build([Domain("a", "c", 1), Domain("b", "a", 1), Domain("c", "b", 1)]);

        Assert.Null(tree);
        Assert.Contains("a → c → b → a", Assert.Single(faults).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Build_NodeInTwoSiblings_IsRefused()
    {
        var (_, faults) = DomainTree.Build([Domain("site", null, 9), Domain("a", "site", 4, 0, "n1"), Domain("b", "site", 4, 0, "n1")]);

        Assert.Equal(new DomainFault.NodeInSiblings("n1", "a", "b"), Assert.Single(faults));
    }

    [Fact]
    public void Build_NodeInADomainAndItsAncestor_IsAccepted()
    {
        var (tree, faults) = DomainTree.Build([Domain("site", null, 9, 0, "n1"), Domain("a", "site", 4, 0, "n1")]);

        Assert.NotNull(tree);
        Assert.Empty(faults);
    }

    [Fact]
    public void Build_BudgetBelowTheIdleOfItsChildren_SaysBothNumbers()
    {
        var (_, faults) = DomainTree.Build([Domain("site", null, 5000), Domain("a", "site", 4000, 3000), Domain("b", "site", 4000, 2500)]);

        var text = Assert.Single(faults).ToString();
        Assert.Contains("5000 W", text, StringComparison.Ordinal);
        Assert.Contains("5500 W", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_UnknownParent_IsNamed() =>
        Assert.Contains("'roof'", Assert.Single(DomainTree.Build([Domain("a", "roof", 1)]).Faults).ToString(), StringComparison.Ordinal);

    [Fact]
    public void Compute_AnyTreeAndWishes_EveryBudgetHoldsAndNobodyIsBelowIdle() =>
        Prop.ForAll(AnyTree.ToArbitrary(), t =>
        {
            var tree = DomainTree.Build(t.Domains).Tree!; // budgets are above the sums of idle by construction
            var given = new Watts[tree.Domains.Count];
            new BudgetShares(tree).Compute(t.Wanted, given);
            var sums = given.Select(g => g.Milliwatts).ToArray();
            for (var i = sums.Length - 1; i >= 0; i--)
            {
                if (tree.Parents[i] >= 0)
                {
                    sums[tree.Parents[i]] += sums[i];
                }
            }

            return Enumerable.Range(0, sums.Length).All(i =>
                sums[i] <= tree.Domains[i].Budget.Milliwatts && given[i] >= tree.Domains[i].Idle
                && given[i] <= (t.Wanted[i] >= tree.Domains[i].Idle ? t.Wanted[i] : tree.Domains[i].Idle));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Compute_EverythingFits_GivesWhatWasWanted()
    {
        var tree = DomainTree.Build([Domain("site", null, 10_000), Domain("a", "site", 6000), Domain("b", "site", 6000)]).Tree!; // no fault
        var given = new Watts[3];

        new BudgetShares(tree).Compute([Watts.Zero, Watts.FromWatts(5999), Watts.FromWatts(4000)], given);

        Assert.Equal([0, 5_999_000, 4_000_000], given.Select(g => g.Milliwatts));
    }

    private static Gen<(DomainNode[] Domains, Watts[] Wanted)> AnyTree =>
        from seed in Gen.Choose(0, int.MaxValue)
        select Random(new Random(seed));

    private static (DomainNode[] Domains, Watts[] Wanted) Random(Random random)
    {
        var count = random.Next(1, 12);
        var parents = Enumerable.Range(0, count).Select(i => i == 0 || random.Next(5) == 0 ? -1 : random.Next(i)).ToArray();
        var idle = Enumerable.Range(0, count).Select(_ => (long)random.Next(1_000_000)).ToArray();
        var below = idle.ToArray();
        for (var i = count - 1; i > 0; i--)
        {
            if (parents[i] >= 0)
            {
                below[parents[i]] += below[i];
            }
        }

        var domains = Enumerable.Range(0, count).Select(i => new DomainNode(
            $"d{i:00}", parents[i] < 0 ? null : $"d{parents[i]:00}", Watts.FromMilliwatts(below[i] + random.Next(3_000_000)),
            Watts.FromMilliwatts(idle[i]), [])).ToArray();
        return (domains, [.. domains.Select(_ => Watts.FromMilliwatts(random.Next(4_000_000)))]);
    }
}

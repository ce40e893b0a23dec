using Headroom.Contracts.Allowances;

namespace Headroom.Operators.Tests.Power;

/// <summary>Allowances from the running loop, as the API asks for them.</summary>
public sealed class AllowanceBookTests
{
    [Fact]
    public async Task Issue_OfALeaderThatDecides_RisesAndEndsWithItsDecisions()
    {
        await using var cluster = await PowerCluster.StartAsync(2);
        var names = await cluster.LabelNodesAsync("a");
        await cluster.CreateAsync("hall", Gate("40k", parent: null, row: null));
        await cluster.CreateAsync("row", Gate("9k", parent: "hall", row: "a"));
        PowerAllowances? issued = null;
        await cluster.UntilAsync(() =>
        {
            Array.ForEach([.. names], n => cluster.Post(Reports.Node(n)));
            issued = cluster.Allowances.Issue(null, TimeSpan.Zero);
            return Task.FromResult(issued?.Domains.Count == 2);
        });

        var ofRow = cluster.Allowances.Issue("row", TimeSpan.FromSeconds(61))!;
        var ofHall = cluster.Allowances.Issue("hall", TimeSpan.Zero)!;

        Assert.True(ofHall.Stamp > ofRow.Stamp && ofRow.Stamp > issued!.Stamp && ofRow.Stamp.Term == issued.Stamp.Term);
        Assert.Equal((5_000L, 61_000L), (ofRow.ValidForMilliseconds, ofRow.IssuedAfterMilliseconds));
        Assert.Equal(["hall", "row"], ofRow.Domains.Select(static d => d.Domain));
        Assert.Equal("hall", ofRow.Domains[1].Parent);
        Assert.Equal(["hall"], ofHall.Domains.Select(static d => d.Domain));

        await cluster.StopDecidingAsync();
        await cluster.UntilAsync(() => Task.FromResult(cluster.Allowances.Issue(null, TimeSpan.Zero) is null));
    }

    [Fact]
    public async Task Watch_AnAllowanceThatChanges_IsTold()
    {
        await using var cluster = await PowerCluster.StartAsync(1);
        var names = await cluster.LabelNodesAsync("a");
        var watch = cluster.Allowances.Watch();

        await cluster.CreateAsync("row", Gate("9k", parent: null, row: "a"));
        await cluster.UntilAsync(() =>
        {
            cluster.Post(Reports.Node(names[0]));
            watch.TryRead(out _);
            return Task.FromResult(cluster.Allowances.Issue("row", TimeSpan.Zero)?.Domains.Count == 1);
        });

        await cluster.UntilAsync(() =>
        {
            cluster.Post(Reports.Node(names[0], 150));
            return Task.FromResult(watch.TryRead(out _));
        });
    }

    private static Operators.Power.Api.PowerDomainSpec Gate(string budget, string? parent, string? row) =>
        Reports.Spec(budget, parent: parent, row: row) with { Policy = "PredictiveGate" };
}

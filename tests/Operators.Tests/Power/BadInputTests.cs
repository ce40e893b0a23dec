using Headroom.Contracts.Power;

namespace Headroom.Operators.Tests.Power;

/// <summary>What cannot be right, against the local API: refused or reported by condition, with the numbers.</summary>
public sealed class BadInputTests
{
    [Fact]
    public async Task Run_ABudgetBelowWhatItsNodesDrawAtTheirLowest_SaysBothNumbers()
    {
        await using var cluster = await PowerCluster.StartAsync(2);
        var names = await cluster.LabelNodesAsync("a");
        await cluster.CreateAsync("row", Reports.Spec("3k", row: "a"));

        await PostUntilAsync(cluster, names, () => cluster.IsAsync("row", "Enforcing", "False", "SafeCapInfeasible"));

        // 2 · (1000 + 1.05 · 8 · 100), which is below what they draw idle with nothing to do.
        Assert.Contains("row can draw 3680 W of 3000 W", await cluster.MessageAsync("row", "Enforcing"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NodesOnTwoSiblings_RefusesBothAndNamesThem()
    {
        await using var cluster = await PowerCluster.StartAsync(1);
        var names = await cluster.LabelNodesAsync("a");
        await cluster.CreateAsync("hall", Reports.Spec("9k"));
        await cluster.CreateAsync("left", Reports.Spec("5k", parent: "hall", row: "a"));
        await cluster.CreateAsync("right", Reports.Spec("5k", parent: "hall", row: "a"));

        foreach (var side in new[] { "left", "right" })
        {
            await cluster.UntilAsync(() => cluster.IsAsync(side, "Ready", "False", "InvalidSpec"));
            Assert.Equal(
                $"spec.nodeSelector: node {names[0]} is not allowed: each node on one feed; this one is on left and right",
                await cluster.MessageAsync(side, "Ready"));
        }
    }

    [Fact]
    public async Task Run_ACircleOfParents_NamesItsPathAndWhatHangsOnIt()
    {
        await using var cluster = await PowerCluster.StartAsync(0);
        await cluster.CreateAsync("a", Reports.Spec("9k", parent: "b"));
        await cluster.CreateAsync("b", Reports.Spec("9k", parent: "a"));
        await cluster.CreateAsync("under", Reports.Spec("9k", parent: "b"));

        await cluster.UntilAsync(async () => await cluster.IsAsync("a", "Ready", "False", "InvalidSpec") && (await cluster.MessageAsync("a", "Ready")).Contains("circle", StringComparison.Ordinal));
        await cluster.UntilAsync(() => cluster.IsAsync("under", "Ready", "False", "InvalidSpec"));

        Assert.Contains("a → b → a is a circle", await cluster.MessageAsync("a", "Ready"), StringComparison.Ordinal);
        Assert.Contains("'b' is not allowed: a PowerDomain that can be used", await cluster.MessageAsync("under", "Ready"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AProductWithoutACurveOrWithAnotherClockRange_IsPlannedForAndNamed()
    {
        await using var cluster = await PowerCluster.StartAsync(1);
        var names = await cluster.LabelNodesAsync("a");
        await cluster.CreateAsync("row", Reports.Spec("9k", row: "a"));

        await cluster.UntilAsync(() =>
        {
            cluster.Post(Reports.Node(names[0], model: "Mystery 9000"));
            return cluster.IsAsync("row", "Ready", "True", "UnknownGpuModel");
        });
        Assert.Equal(
            "no power curve is published for Mystery 9000: planned with up to 400 W a GPU, 270 MHz to 1410 MHz and a curve that may be 30% off",
            await cluster.MessageAsync("row", "Ready"));

        var slow = Reports.Node(names[0]);
        slow = slow with { Gpus = [.. slow.Gpus.Select(static g => g with { MaxCoreMegahertz = 1200 })] };
        await cluster.UntilAsync(() =>
        {
            cluster.Post(slow);
            return cluster.IsAsync("row", "Ready", "True", "OtherClockRange");
        });
        Assert.Contains(
            "reports a highest clock of 1200 MHz where 1410 MHz is known: planned with 1200 MHz", await cluster.MessageAsync("row", "Ready"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ALimitThatReadsBackDifferent_IsPlannedWithAsReadBack()
    {
        await using var cluster = await PowerCluster.StartAsync(1);
        var names = await cluster.LabelNodesAsync("a");
        await cluster.CreateAsync("row", Reports.Spec("4k", row: "a"));
        PowerLease? lease = null;

        // 357 W are ordered; the cards keep 380 W.
        await cluster.UntilAsync(() =>
        {
            var report = Reports.Node(names[0], taken: lease);
            report = report with { Gpus = [.. report.Gpus.Select(g => g with { SafeLimitMilliwatts = lease is null ? null : 380_000u })] };
            var answer = cluster.Post(report);
            lease = answer.Caps.Any(static c => c.SafeLimitMilliwatts is not null) ? answer : lease;
            return HasMessageAsync(cluster, "nodes keep higher limits than planned, as they read back; without leases it can draw 4192 W of 4000 W");
        });

        // And now the driver refuses: nothing is relied on.
        await cluster.UntilAsync(() =>
        {
            var report = Reports.Node(names[0], taken: lease);
            cluster.Post(report with { Gpus = [.. report.Gpus.Select(static g => g with { SafeLimitState = SafeLimitState.Refused })] });
            return HasMessageAsync(cluster, "1 nodes have not confirmed their safe limits; without leases it can draw 4360 W of 4000 W");
        });
    }

    private static async Task<bool> HasMessageAsync(PowerCluster cluster, string message) =>
        await cluster.IsAsync("row", "Enforcing", "False", "Confirming") && await cluster.MessageAsync("row", "Enforcing") == message;

    private static Task PostUntilAsync(PowerCluster cluster, IReadOnlyList<string> names, Func<Task<bool>> isDone) => cluster.UntilAsync(() =>
    {
        foreach (var name in names)
        {
            cluster.Post(Reports.Node(name));
        }

        return isDone();
    });
}

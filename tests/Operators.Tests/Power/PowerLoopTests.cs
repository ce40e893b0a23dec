using Headroom.Contracts.Power;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Nodes;
using Headroom.Operators.Power.Api;
using Headroom.Operators.Power.Running;

namespace Headroom.Operators.Tests.Power;

/// <summary>The loop against a real API: objects in, objects out.</summary>
public sealed class PowerLoopTests
{
    [Fact]
    public async Task Run_AgentsThatConfirm_AreEnforcedAndTheirNodesTakeWork()
    {
        await using var cluster = await PowerCluster.StartAsync(2);
        var names = await cluster.LabelNodesAsync("a");
        await cluster.CreateAsync("row", Reports.Spec("8k", row: "a"));
        var leases = new PowerLease?[2];

        await cluster.UntilAsync(async () =>
        {
            for (var i = 0; i < leases.Length; i++)
            {
                var lease = cluster.Post(Reports.Node(names[i], 150 + i, leases[i]));
                leases[i] = lease.Caps.Count > 0 ? lease : leases[i];
            }

            return await cluster.IsAsync("row", "Enforcing", "True") && await cluster.IsAsync("row", "Ready", "True");
        });

        // 8,000 W: 2 · (1000 + 1.05 · 8 · 357).
        Assert.All(leases, static l => Assert.Equal(357_000u, l!.Caps[0].SafeLimitMilliwatts));
        var row = await cluster.Client.GetAsync(PowerDomain.Type, new ObjectKey("", "row"), CancellationToken.None);
        Assert.Equal((2, 16, 7998L), (row.Status!.Nodes, row.Status.Gpus, row.Status.FailedWatts));
        await cluster.UntilAsync(async () =>
        {
            var node = await cluster.Client.GetAsync(Node.Type, new ObjectKey("", names[0]), CancellationToken.None);
            return node.Metadata.Label(PowerWriter.ManagedLabel) == "true" && node.Spec!.Taints.Count == 0;
        });
        var power = await cluster.Client.GetAsync(NodePower.Type, new ObjectKey("", names[0]), CancellationToken.None);
        Assert.Equal(("row", 8), (power.Status!.Domain, power.Status.Gpus!.Count));
    }

    [Fact]
    public async Task Run_ADomainThatCannotBeUsed_SaysWhy_AndOneThatGoesReleasesItsNodes()
    {
        await using var cluster = await PowerCluster.StartAsync(1);
        var names = await cluster.LabelNodesAsync("a");
        await cluster.CreateAsync("row", Reports.Spec("8k", row: "a"));
        await cluster.CreateAsync("circle", Reports.Spec("8k", parent: "circle"));

        await cluster.UntilAsync(() => cluster.IsAsync("circle", "Ready", "False", "InvalidSpec"));
        PowerLease? lease = null;
        await cluster.UntilAsync(async () =>
        {
            lease = cluster.Post(Reports.Node(names[0]));
            return lease.Caps.Count == 8 && await cluster.IsManagedAsync(names[0]);
        });

        await cluster.Client.DeleteAsync(PowerDomain.Type.Resource, new ObjectKey("", "row"), new DeleteOptions(), CancellationToken.None);

        await cluster.UntilAsync(() => Task.FromResult(cluster.Post(Reports.Node(names[0], taken: lease)).IsRelease));
        // The agent stays until it says that it gave everything back.
        Assert.True(await cluster.IsManagedAsync(names[0]));
        await cluster.UntilAsync(async () =>
        {
            cluster.Post(Reports.Node(names[0]));
            return !await cluster.IsManagedAsync(names[0]);
        });
    }
}

using Headroom.LocalCluster.Hosting;
using Headroom.LocalCluster.Simulation;

namespace Headroom.LocalCluster.Tests.Conformance;

/// <summary>examples/node-agent.yaml as a person with kubectl applies it.</summary>
public sealed class NodeAgentManifestTests
{
    [Fact]
    public async Task Apply_TheNodeAgent_IsAcceptedAndRunsOnManagedNodesAlone()
    {
        var ct = TestContext.Current.CancellationToken;
        var pending = new NodeTaint("headroom.dev/power-pending", "", "NoSchedule");
        var managed = new NodeGroup("managed", 1, "64", "512Gi", Gpus: 8) { Labels = new Dictionary<string, string> { ["headroom.dev/power-managed"] = "true" }, Taints = [pending] };
        var options = new LocalClusterOptions
        {
            Nodes = [managed, new NodeGroup("other", 1, "64", "512Gi", Gpus: 8)], StartDelay = new StartDelay(0.5, 0.1), Speed = 10,
        };
        await using var cluster = await LocalClusterHost.StartAsync(options, ct);
        var home = Directory.CreateTempSubdirectory("kubectl-");
        var kubectl = new KubectlProcess(KubectlProcess.Installed()[^1].Path, cluster.Kubeconfig, "headroom-system", home.CreateSubdirectory("agent"));
        await RunAsync(kubectl, "kubectl create namespace headroom-system");
        var manifest = Path.Combine(Root(), "examples", "node-agent.yaml");

        var dry = await RunAsync(kubectl, $"kubectl apply --dry-run=server -f {manifest}");
        await RunAsync(kubectl, $"kubectl apply -f {manifest}");
        await RunAsync(kubectl, "kubectl -n headroom-system rollout status daemonset/headroom-node-agent --timeout=60s");
        var nodes = await RunAsync(kubectl, "kubectl -n headroom-system get pods -o jsonpath='{.items[*].spec.nodeName}'");

        Assert.Contains("daemonset.apps/headroom-node-agent created (server dry run)", dry, StringComparison.Ordinal);
        Assert.Contains("serviceaccount/headroom-node-agent created (server dry run)", dry, StringComparison.Ordinal);
        Assert.DoesNotContain("Warning", dry, StringComparison.Ordinal);
        Assert.Equal("managed-0", nodes.Trim());
        home.Delete(recursive: true);
    }

    private static async Task<string> RunAsync(KubectlProcess kubectl, string command)
    {
        var (code, output) = await kubectl.RunAsync(Step.Shell(command), CancellationToken.None);
        Assert.True(code == 0, $"{command}: {output}");
        return output;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Cloud.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Cloud.sln is in no folder above the tests");
    }
}

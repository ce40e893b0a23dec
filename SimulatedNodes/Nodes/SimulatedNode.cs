using Headroom.Kubernetes.Nodes;
using Headroom.NodeAgent.Hosting;
using Headroom.NodeAgent.Pods;
using Headroom.NodeAgent.Reporting;
using Headroom.Power.Models;
using Headroom.SimulatedNodes.Cards;
using Headroom.SimulatedNodes.Hosting;

namespace Headroom.SimulatedNodes.Nodes;

/// <summary>One node: the agent as it is, its loop, its clamp and its leases, over a simulated driver and kubelet.</summary>
internal sealed class SimulatedNode : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly SimulatedDriver _driver;
    private readonly PodDirectory _pods;
    private readonly ReportClient _reports;
    private readonly Task _running;

    private SimulatedNode(SimulatedDriver driver, PodDirectory pods, ReportClient reports, AgentLoop loop)
    {
        (_driver, _pods, _reports) = (driver, pods, reports);
        _running = Task.Run(() => loop.RunAsync(_end.Token));
    }

    /// <summary>Where its disk is.</summary>
    public static string FolderOf(FleetOptions options, string node) => Path.Combine(options.StateFolder, node);

    public static string TokenOf(FleetOptions options, string node) => Path.Combine(FolderOf(options, node), "token");

    /// <param name="node">With its GPU product and count in labels and capacity.</param>
    /// <param name="epoch">Timestamp at which the load began.</param>
    public static SimulatedNode Start(Node node, FleetOptions options, ClusterView cluster, ServingLoad load, long epoch, TimeProvider time, TextWriter errors)
    {
        var name = node.Metadata.Name ?? "";
        var folder = FolderOf(options, name);
        var cards = (int)(node.Status?.Capacity?.GetValueOrDefault(ClusterView.Gpu).Value ?? 0);
        var kubelet = new SimulatedKubelet(name, cards, cluster);
        var agent = new AgentOptions
        {
            Node = name, ControlPlane = options.ControlPlane, AuthorityFile = options.AuthorityFile, TokenFile = TokenOf(options, name), StateFolder = folder,
            Library = "", PodResources = "", PodLogs = Nowhere(folder), Proc = Nowhere(folder), Powercap = Nowhere(folder),
        };
        var log = new AgentLog(new NodeLog(errors, name), time);
        var driver = new SimulatedDriver(name, GpuOf(node), cards, folder, load, kubelet.IsHeld, time, epoch);
        var pods = new PodDirectory(kubelet, time, log);
        var reports = new ReportClient(agent, new ServerTrust(options.AuthorityFile), log);
        return new SimulatedNode(driver, pods, reports, new AgentLoop(new NodeWatch(agent, driver, pods, time), pods, reports, time, log));
    }

    /// <summary>Ends the agent as SIGTERM does: its cards are left at their safe limits.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running;
        _reports.Dispose();
        _pods.Dispose();
        _driver.Dispose();
        _end.Dispose();
    }

    // The machine's own processes and power counters are not the node's.
    private static string Nowhere(string folder) => Path.Combine(folder, "none");

    // A product without a published curve is simulated by the best known one's.
    private static GpuModel GpuOf(Node node)
    {
        var product = node.Metadata.Labels?.GetValueOrDefault("nvidia.com/gpu.product") ?? "";
        return GpuCatalog.Find(product) ?? GpuCatalog.A100 with { Product = product };
    }
}

using Headroom.Kubernetes;
using Headroom.Kubernetes.Nodes;
using Headroom.SimulatedNodes.Cards;
using Headroom.SimulatedNodes.Hosting;

namespace Headroom.SimulatedNodes.Nodes;

/// <summary>Runs an agent on every simulated node that the operator wants one on.</summary>
internal sealed class NodeFleet(FleetOptions options, KubernetesClient client, ServingLoad load, TimeProvider time, TextWriter errors)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    // An agent's own pod has to be scheduled and started too: by then the node's other pods are there.
    private static readonly TimeSpan AgentStart = TimeSpan.FromSeconds(4);

    private readonly long _epoch = time.GetTimestamp();
    private readonly Dictionary<string, SimulatedNode> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _seen = new(StringComparer.Ordinal);
    private readonly ClusterView _cluster = new(client);
    private readonly NodeTokens _tokens = new(client, time);
    private string? _problem;

    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            using var timer = new PeriodicTimer(Period, time);
            do
            {
                await TendAsync(ct);
            }
            while (await timer.WaitForNextTickAsync(ct));
        }
        finally
        {
            await Task.WhenAll(_nodes.Values.Select(static n => n.DisposeAsync().AsTask()));
        }
    }

    private async Task TendAsync(CancellationToken ct)
    {
        try
        {
            await _cluster.RefreshAsync(ct);
            await MatchAsync([.. _cluster.Nodes.Where(static n => n.Metadata.Name is { Length: > 0 })], ct);
            Say(null);
        }
        catch (Exception e) when (e is KubernetesApiException or HttpRequestException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            // The agents that run go on: they depend on the control plane alone.
            Say(e.Message);
        }
    }

    private async Task MatchAsync(IReadOnlyList<Node> wanted, CancellationToken ct)
    {
        foreach (var gone in _nodes.Keys.Except(wanted.Select(static n => n.Metadata.Name!)).ToList()) // the caller leaves out nodes without a name
        {
            await _nodes[gone].DisposeAsync();
            _nodes.Remove(gone);
            _seen.Remove(gone);
        }

        foreach (var node in wanted)
        {
            var name = node.Metadata.Name!; // the caller leaves out nodes without a name
            Directory.CreateDirectory(SimulatedNode.FolderOf(options, name));
            await _tokens.RenewAsync(name, SimulatedNode.TokenOf(options, name), ct);
            _seen.TryAdd(name, time.GetTimestamp());
            if (!_nodes.ContainsKey(name) && time.GetElapsedTime(_seen[name]) >= AgentStart)
            {
                _nodes[name] = SimulatedNode.Start(node, options, _cluster, load, _epoch, time, errors);
            }
        }
    }

    private void Say(string? problem)
    {
        if (problem != _problem)
        {
            errors.WriteLine(problem is null ? "the cluster answers again" : $"the cluster does not answer: {problem}");
        }

        _problem = problem;
    }
}

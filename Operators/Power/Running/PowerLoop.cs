using Headroom.Kubernetes.Nodes;
using Headroom.Kubernetes.Pods;
using Headroom.Kubernetes.Watching;
using Headroom.Operators.Power.Api;
using Headroom.Operators.Power.Fleet;
using Headroom.Operators.Power.Measuring;
using Headroom.Operators.Power.Settings;
using Headroom.Operators.Power.Telemetry;
using Headroom.Operators.Power.Tree;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Headroom.Operators.Power.Running;

/// <summary>Every two seconds: the tree from the caches, the meters, one decision for every feed, and what is to be written.</summary>
/// <remarks>Every replica keeps the tree, so that a new leader answers reports at once; only the leader decides and writes.</remarks>
internal sealed partial class PowerLoop(
    PowerInformers informers, Informer<Pod> pods, PowerManager manager, NodePowerMemory memory, IPowerTelemetry telemetry, FeedMeters meters, PowerWriter writer, PowerMetrics metrics, PowerBoard board,
    TimeProvider wall, ILogger<PowerLoop> logger)
    : BackgroundService
{
    private const string GpuResource = "nvidia.com/";

    private readonly ObjectIndex<string, Pod> _podsByNode = pods.AddIndex(static p => p.Spec is { NodeName: { } node } spec && AsksForGpus(spec) ? [node] : Array.Empty<string>());
    private PowerTree _tree = PowerTree.Empty;
    private volatile bool _isChanged = true;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var domains = informers.Domains.Subscribe(OnDomain);
        using var nodes = informers.Nodes.Subscribe(OnNode);
        var caches = informers.RunAsync(stoppingToken);
        try
        {
            await Task.WhenAll(informers.WaitForSyncAsync(stoppingToken), pods.WaitForSyncAsync(stoppingToken));
            using var timer = new PeriodicTimer(PowerFleet.Tick, wall);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryStepAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await caches.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // A status that was written changes nothing of what is planned for.
    private void OnDomain(ObjectChange<PowerDomain> change) =>
        _isChanged |= change is not { Old.Metadata: { } before, New.Metadata: { } after }
            || before.Uid != after.Uid || before.Generation != after.Generation || before.DeletionTimestamp != after.DeletionTimestamp;

    private void OnNode(ObjectChange<Node> change)
    {
        _isChanged |= !HaveSameLabels(change.Old?.Metadata.Labels, change.New?.Metadata.Labels)
            || (change is { Old: { } before, New: { } after } && PowerInformers.HasGpus(before) != PowerInformers.HasGpus(after));
        if (change.New is null)
        {
            telemetry.Forget(change.Key.Name);
        }
    }

    private async Task TryStepAsync(CancellationToken ct)
    {
        try
        {
            await StepAsync(ct);
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            // Leases go on as they were decided last; the next step comes in two seconds.
            LogFailed(e);
        }
    }

    private async Task StepAsync(CancellationToken ct)
    {
        if (_isChanged)
        {
            _isChanged = false;
            _tree = Build();
            manager.Adopt(_tree);
        }

        if (!manager.IsLeading)
        {
            metrics.Show(null);
            board.Clear();
            return;
        }

        if (manager.IsForgetful)
        {
            // Decided on with the next step, when the agents that live have reported.
            manager.Recall(await memory.ReadAsync(ct));
            return;
        }

        var readings = await meters.ReadAsync(_tree, ct);
        if (manager.Decide(readings, Levels()) is { } picture)
        {
            metrics.Show(picture);
            board.Show(picture);
            await writer.WriteAsync(_tree, picture, ct);
        }
    }

    private PowerTree Build()
    {
        var specs = informers.Domains.Items
            .Where(static d => d.Metadata.DeletionTimestamp is null)
            .ToDictionary(static d => d.Metadata.Name ?? "", static d => PowerSettingsParser.Parse(d.Spec), StringComparer.Ordinal);
        return PowerTree.Build(specs, informers.Nodes.Items.Select(static n => new PowerNode(n.Metadata.Name ?? "", n.Metadata.Labels, PowerInformers.HasGpus(n))));
    }

    // The highest pod on a node wins: with one important pod on it, none of its GPUs is slowed as if it were unimportant.
    private Dictionary<string, int> Levels()
    {
        var levels = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (node, domain, _) in _tree.Members)
        {
            var by = _tree.Domains[domain].Settings.Levels;
            foreach (var pod in _podsByNode.Find(node))
            {
                levels[node] = Math.Max(levels.GetValueOrDefault(node), by.Of(pod.Spec?.Priority ?? 0));
            }
        }

        return levels;
    }

    private static bool AsksForGpus(PodSpec spec) =>
        spec.Containers.Any(static c => c.Resources?.Requests?.Keys.Any(static r => r.StartsWith(GpuResource, StringComparison.Ordinal)) == true);

    private static bool HaveSameLabels(IReadOnlyDictionary<string, string>? a, IReadOnlyDictionary<string, string>? b) =>
        a is not null && b is not null && a.Count == b.Count && a.All(l => b.TryGetValue(l.Key, out var value) && value == l.Value);

    [LoggerMessage(Level = LogLevel.Error, Message = "A power decision failed; it is tried again in two seconds")]
    private partial void LogFailed(Exception error);
}

using System.Text.Json.Nodes;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Workloads;
using Headroom.Operators.Autoscaling.Api;

namespace Headroom.Bench.Failover;

/// <summary>Gives one autoscaler after the other new bounds with nothing between them, so that each must be scaled to that count.</summary>
internal sealed class BoundsChanger(KubernetesClient admin, int autoscalers)
{
    private const int Fewest = 2;
    private const int Counts = 28;

    private readonly Lock _lock = new();
    private readonly Dictionary<int, int> _wanted = [];
    private int _changes;

    public async Task RunAsync(double perSecond, CancellationToken ct)
    {
        try
        {
            while (true)
            {
                await ChangeAsync();
                await Task.Delay(TimeSpan.FromSeconds(1 / perSecond), TimeProvider.System, ct);
            }
        }
        catch (OperationCanceledException)
        {
            // The round is over.
        }
    }

    /// <returns>Autoscalers whose Deployment does not have the count asked for.</returns>
    public async Task<int> UnmetAsync(CancellationToken ct)
    {
        var sizes = (await admin.ListAsync(Deployment.Type, "default", ListOptions.All, ct)).Items.ToDictionary(d => d.Key.Name, d => d.Spec?.Replicas);
        lock (_lock)
        {
            return _wanted.Count(w => sizes.GetValueOrDefault($"svc-{w.Key}") != w.Value);
        }
    }

    // Not cut short: whether the server had taken it would not be known.
    private async Task ChangeAsync()
    {
        // A step that shares no factor with the counts: an object meets each of them before one comes again.
        var index = _changes % autoscalers;
        var replicas = Fewest + (((_changes / autoscalers * 9) + index) % Counts);
        _changes++;
        var spec = new JsonObject { ["minReplicas"] = replicas, ["maxReplicas"] = replicas };
        await admin.MergePatchAsync(PredictiveAutoscaler.Type, new ObjectKey("default", $"svc-{index}"), new JsonObject { ["spec"] = spec }, null, CancellationToken.None);
        lock (_lock)
        {
            _wanted[index] = replicas;
        }
    }
}

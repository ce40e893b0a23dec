using System.Net;
using System.Threading.Channels;
using Headroom.Activator.Hosting;
using Headroom.Activator.Routing;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Pods;
using Headroom.Kubernetes.Watching;

namespace Headroom.Activator.Sources;

/// <summary>Follows the ServerlessServices of a cluster and the pods behind them.</summary>
/// <remarks>
/// Pods rather than EndpointSlices: a slice repeats a pod's readiness one controller later. A pod that is being deleted
/// gets no new request from the moment the watch says so.
/// </remarks>
internal sealed class ClusterRoutes : BackgroundService, ISourceReadiness
{
    private readonly Informer<ServerlessRoute> _services;
    private readonly Informer<Pod> _pods;
    private readonly RouteBook _book;
    private readonly ObjectIndex<ServiceKey, Pod> _podsOf;
    // One place: what changed while the table is being made is in the next one.
    private readonly Channel<bool> _changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public ClusterRoutes(Informer<ServerlessRoute> services, Informer<Pod> pods, RouteBook book)
    {
        (_services, _pods, _book) = (services, pods, book);
        _podsOf = pods.AddIndex<ServiceKey>(static p => p.Metadata.Label(ServerlessRoute.PodLabel) is { } name ? [new ServiceKey(p.Metadata.Namespace ?? "", name)] : []);
        services.Subscribe(_ => _changed.Writer.TryWrite(true));
        pods.Subscribe(change =>
        {
            if (change.Item.Metadata.Label(ServerlessRoute.PodLabel) is { } name)
            {
                SayReady(new ServiceKey(change.Key.Namespace, name));
            }
        });
    }

    public bool IsReady { get; private set; }

    public static Pod Trim(Pod pod) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = pod.Metadata.Name,
            Namespace = pod.Metadata.Namespace,
            Uid = pod.Metadata.Uid,
            ResourceVersion = pod.Metadata.ResourceVersion,
            DeletionTimestamp = pod.Metadata.DeletionTimestamp,
            Labels = pod.Metadata.Labels,
        },
        Status = pod.Status is { } status
            ? new PodStatus { Phase = status.Phase, PodIp = status.PodIp, Conditions = [.. status.Conditions.Where(static c => c.Type == "Ready")] }
            : null,
    };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var caches = Task.WhenAll(_services.RunAsync(stoppingToken), _pods.RunAsync(stoppingToken));
        try
        {
            await _pods.WaitForSyncAsync(stoppingToken);
            await _services.WaitForSyncAsync(stoppingToken);
            do
            {
                Rebuild();
                IsReady = true;
            }
            while (await _changed.Reader.ReadAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The way this ends.
        }

        await caches;
    }

    private void Rebuild()
    {
        var services = _services.Items.Where(static s => s.Metadata.DeletionTimestamp is null && s.Spec.Route.Host.Length > 0)
            // Who came first keeps a host that another claims too; the control plane says so on the other's status.
            .OrderBy(static s => s.Metadata.CreationTimestamp).ThenBy(static s => s.Key).Select(static s => s.ToRouted()).ToList();
        _book.Route(services);
        foreach (var service in services)
        {
            SayReady(service.Key);
        }
    }

    private void SayReady(ServiceKey key)
    {
        if (_services.Find(new ObjectKey(key.Namespace, key.Name)) is { } service)
        {
            _book.Ready(key, [.. _podsOf.Find(key).Where(IsServing).OrderBy(static p => p.Key).Select(p => new IPEndPoint(IPAddress.Parse(p.Status!.PodIp!), service.Spec.Port))]); // IsServing saw the address
        }
    }

    private static bool IsServing(Pod pod) =>
        pod.Metadata.DeletionTimestamp is null && IPAddress.TryParse(pod.Status?.PodIp, out _)
        && pod.Status?.Conditions.Any(static c => c is { Type: "Ready", IsTrue: true }) is true;
}

using System.Collections.Concurrent;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Watching;
using Headroom.Kubernetes.Workloads;
using Headroom.Operators.Autoscaling.Observing;
using Headroom.Operators.Serverless.Api;
using Headroom.Operators.Serverless.Demand;
using Headroom.Operators.Serverless.KeepAlive;
using Headroom.Operators.Serverless.Planning;

namespace Headroom.Operators.Serverless.Running;

/// <summary>Builds the view of one service from the caches and the activators' last reports.</summary>
internal sealed class ServerlessObserver(
    Informer<ServerlessService> services, Informer<Deployment> deployments, DemandReader demand, FreezeWatch freeze, Keepers keepers, TimeProvider wall)
{
    public const string WantedAnnotation = "headroom.dev/wanted-at";

    private readonly ConcurrentDictionary<string, ServiceMemory> _memories = new();
    private readonly ObjectIndex<(string, string), ServerlessService> _byRoute = services.AddIndex(static s => new[] { RouteOf(s) });

    /// <summary>Services that claim the same host and path, the given one among them.</summary>
    public IReadOnlyCollection<ServerlessService> Claiming(ServerlessService service) => _byRoute.Find(RouteOf(service));

    public IEnumerable<ServiceMemory> Memories => _memories.Values;

    public ServiceMemory Memory(ServerlessService service) => _memories.GetOrAdd(
        service.Metadata.Uid ?? "",
        static (uid, known) => new ServiceMemory(known.Keepers, known.Service.Key, uid) { ColdStarts = known.Service.Status?.ColdStarts ?? 0 },
        (Keepers: keepers, Service: service));

    /// <summary>Begins anew, with what services did before.</summary>
    public void Begin(IReadOnlyDictionary<string, GapHistory> histories)
    {
        _memories.Clear();
        foreach (var service in services.Items.Where(s => histories.ContainsKey(s.Metadata.Uid ?? "")))
        {
            var uid = service.Metadata.Uid ?? "";
            _memories[uid] = new ServiceMemory(keepers, service.Key, uid) { ColdStarts = service.Status?.ColdStarts ?? 0, History = histories[uid] };
        }
    }

    /// <returns>Null when the service is gone or going.</returns>
    public (ServerlessView View, Deployment? Deployment)? Observe(ObjectKey key)
    {
        if (services.Find(key) is not { Metadata.DeletionTimestamp: null } service)
        {
            return null;
        }

        var now = wall.GetUtcNow();
        var memory = Memory(service);
        memory.Ask(service.Metadata.Annotation(WantedAnnotation), now);
        var settings = ServerlessSettings.Read(service.Spec, out var errors);
        var picture = demand.Picture;
        // An activator that has not heard of the service yet says nothing about it.
        var load = picture.IsWhole ? picture.Find(key) : null;
        if (load is { } known && settings is not null)
        {
            memory.Observe(settings, known, now);
        }

        var deployment = deployments.Find(key);
        var kept = memory.Kept(now, deployment?.Spec?.Replicas > 0);
        var view = new ServerlessView
        {
            Object = service, Now = now, Settings = settings, Errors = errors,
            ClaimedBy = ClaimedBy(service),
            Current = deployment?.Spec?.Replicas,
            Ready = deployment?.Status?.ReadyReplicas ?? 0,
            IsNameTaken = deployment is not null && deployment.Metadata.FindController()?.Uid != service.Metadata.Uid,
            IsDemandKnown = load is not null,
            Needed = memory.Needed, IsKept = kept.IsKept, IsExpected = kept.IsExpected, KeptFor = kept.For, KeptBecause = kept.Grounds, IsWanted = memory.IsWanted,
            IsPaused = service.Metadata.Annotation("headroom.dev/paused") == "true",
            IsFrozen = freeze.IsFrozen,
            ColdStarts = memory.ColdStarts,
        };
        return (view, deployment);
    }

    /// <summary>Forgets services that are no more.</summary>
    public void Forget(string uid) => _memories.TryRemove(uid, out _);

    private ObjectKey? ClaimedBy(ServerlessService service) =>
        _byRoute.Find(RouteOf(service)).Where(o => o.Metadata.DeletionTimestamp is null && o.Key != service.Key && IsBefore(o, service))
            .OrderBy(static o => o.Metadata.CreationTimestamp).ThenBy(static o => o.Key).Select(static o => (ObjectKey?)o.Key).FirstOrDefault();

    // The order in which activators hand out routes.
    private static bool IsBefore(ServerlessService one, ServerlessService other) =>
        (one.Metadata.CreationTimestamp ?? default, one.Key).CompareTo((other.Metadata.CreationTimestamp ?? default, other.Key)) < 0;

    private static (string, string) RouteOf(ServerlessService service) => (service.Spec.Route.Host.ToUpperInvariant(), service.Spec.Route.Path);
}

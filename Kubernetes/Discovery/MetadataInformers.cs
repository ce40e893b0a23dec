using System.Collections.Concurrent;
using Headroom.Kubernetes.Watching;
using Microsoft.Extensions.Logging;

namespace Headroom.Kubernetes.Discovery;

/// <summary>One metadata cache for each kind that is asked for, made on the first call.</summary>
/// <param name="stop">Stops every cache.</param>
public sealed class MetadataInformers(
    KubernetesClient client, ResourceDiscovery discovery, TimeProvider time, ILoggerFactory loggers, CancellationToken stop)
{
    private readonly ConcurrentDictionary<ResourceType, Lazy<Informer<PartialObjectMetadata>>> _informers = new();

    /// <summary>The cache of a kind; it may not be filled yet.</summary>
    /// <returns>Null when the server does not serve that kind.</returns>
    public async Task<Informer<PartialObjectMetadata>?> FindAsync(string apiVersion, string kind, CancellationToken ct)
    {
        var found = await discovery.FindAsync(apiVersion, kind, ct);
        return found is null ? null : _informers.GetOrAdd(found.Resource, r => new(() => Start(r))).Value;
    }

    private Informer<PartialObjectMetadata> Start(ResourceType resource)
    {
        var informer = new Informer<PartialObjectMetadata>(
            client, PartialObjectMetadata.Of(resource), new InformerOptions<PartialObjectMetadata>(), time, loggers);
        _ = informer.RunAsync(stop); // never fails: it retries for ever and ends only with the token
        return informer;
    }
}

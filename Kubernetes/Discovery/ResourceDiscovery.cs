using System.Collections.Concurrent;
using Headroom.Kubernetes.Json;

namespace Headroom.Kubernetes.Discovery;

/// <summary>Finds out where kinds are served. Answers are kept; what was not found is asked for again after a while.</summary>
public sealed class ResourceDiscovery(KubernetesClient client, TimeProvider time)
{
    // A kind may be installed at any moment, so a miss is believed for a short time only.
    private static readonly TimeSpan MissLifetime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan HitLifetime = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, (long ReadAt, IReadOnlyList<ApiResource> Resources)> _groups = new();

    /// <param name="apiVersion">Such as <c>apps/v1</c>, or <c>v1</c> for the core group.</param>
    /// <param name="kind">Such as <c>Deployment</c>.</param>
    /// <returns>Null when the server does not serve that kind.</returns>
    public async Task<DiscoveredResource?> FindAsync(string apiVersion, string kind, CancellationToken ct)
    {
        bool IsKind(ApiResource r) => r.Kind == kind && !r.Name.Contains('/');
        var resources = await ListAsync(apiVersion, r => r.Any(IsKind), ct);
        var found = resources.FirstOrDefault(IsKind);
        if (found is null)
        {
            return null;
        }

        var slash = apiVersion.IndexOf('/');
        var (group, version) = slash < 0 ? ("", apiVersion) : (apiVersion[..slash], apiVersion[(slash + 1)..]);
        return new DiscoveredResource(
            new ResourceType(group, version, found.Name, kind, found.Namespaced),
            HasScale: resources.Any(r => r.Name == $"{found.Name}/scale"),
            found.Verbs);
    }

    private async Task<IReadOnlyList<ApiResource>> ListAsync(
        string apiVersion, Predicate<IReadOnlyList<ApiResource>> isHit, CancellationToken ct)
    {
        if (_groups.TryGetValue(apiVersion, out var known)
            && time.GetElapsedTime(known.ReadAt) < (isHit(known.Resources) ? HitLifetime : MissLifetime))
        {
            return known.Resources;
        }

        IReadOnlyList<ApiResource> resources;
        try
        {
            var path = apiVersion.Contains('/') ? $"/apis/{apiVersion}" : $"/api/{apiVersion}";
            resources = (await client.GetJsonAsync(path, KubernetesJson.Default.ApiResourceList, ct)).Resources;
        }
        catch (KubernetesApiException e) when (e.IsNotFound)
        {
            resources = [];
        }

        _groups[apiVersion] = (time.GetTimestamp(), resources);
        return resources;
    }
}

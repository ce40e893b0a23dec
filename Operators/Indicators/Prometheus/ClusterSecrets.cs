using System.Text;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Settings;

namespace Headroom.Operators.Indicators.Prometheus;

/// <summary>Secrets read one at a time and kept for a minute: no watch, so that the operator needs no right to list them.</summary>
internal sealed class ClusterSecrets(KubernetesClient client, TimeProvider wall) : ISecretReader
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(1);

    private readonly System.Collections.Concurrent.ConcurrentDictionary<ObjectKey, (long Read, Secret? Secret)> _cache = new();

    public async Task<string?> FindAsync(string ns, string name, string key, CancellationToken ct)
    {
        var id = new ObjectKey(ns, name);
        if (!_cache.TryGetValue(id, out var entry) || wall.GetElapsedTime(entry.Read) > KeptFor)
        {
            entry = (wall.GetTimestamp(), await client.FindAsync(Secret.Type, id, ct));
            _cache[id] = entry;
        }

        return entry.Secret?.Data is { } data && data.TryGetValue(key, out var value) ? Encoding.UTF8.GetString(value) : null;
    }
}

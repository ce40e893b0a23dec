using Headroom.Kubernetes.Watching;

namespace Headroom.Operators.Hosting;

/// <summary>Which caches have not been filled yet, for /readyz.</summary>
public sealed class OperatorReadiness(IEnumerable<IInformer> informers)
{
    /// <summary>Plurals of the kinds that are still being listed; empty when ready.</summary>
    public IReadOnlyList<string> Unsynced() => [.. informers.Where(i => !i.HasSynced).Select(i => i.Resource.Plural)];
}

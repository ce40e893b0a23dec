namespace Headroom.Kubernetes.Watching;

/// <summary>Reads a whole collection page by page.</summary>
internal sealed class PagedList<T>(KubernetesClient client, ResourceType<T> type, InformerOptions<T> options)
    where T : KubernetesObject
{
    // Only the first attempt may come from a server's cache: after a 410 that cache may hold what was too old.
    private string? _version = "0";

    /// <summary>An expired continue token (410) leaves through the exception, and what was gathered with it.</summary>
    /// <param name="keep">What to keep of an object.</param>
    /// <returns>The objects, and the version to watch from.</returns>
    public async Task<(Dictionary<ObjectKey, T> Items, string Version)> ReadAsync(Func<T, T> keep, CancellationToken ct)
    {
        var items = new Dictionary<ObjectKey, T>();
        var page = new ListOptions
        {
            LabelSelector = options.LabelSelector,
            FieldSelector = options.FieldSelector,
            Limit = options.PageSize,
            ResourceVersion = _version,
        };
        _version = null;
        while (true)
        {
            var result = await client.ListAsync(type, options.Namespace, page, ct);
            foreach (var item in result.Items)
            {
                var kept = keep(item);
                items[kept.Key] = kept;
            }

            if (result.Continue is null)
            {
                return (items, result.ResourceVersion);
            }

            // The token stands for a version of its own; servers refuse both.
            page = page with { Continue = result.Continue, ResourceVersion = null };
        }
    }
}

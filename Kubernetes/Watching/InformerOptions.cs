namespace Headroom.Kubernetes.Watching;

/// <summary>What a cache holds, and how patient it is.</summary>
public sealed record InformerOptions<T>
    where T : KubernetesObject
{
    /// <summary>Null for all namespaces.</summary>
    public string? Namespace { get; init; }

    public string? LabelSelector { get; init; }

    public string? FieldSelector { get; init; }

    /// <summary>Applied before an object is stored, to keep only what is read; it must leave the metadata's identity alone.</summary>
    public Func<T, T>? Transform { get; init; }

    /// <summary>
    /// Whether to ask for the list as a stream, which costs the server and us one object at a time instead of a page.
    /// A server that cannot do it is asked for pages, once and for all.
    /// </summary>
    public bool PrefersStreamedList { get; init; } = true;

    /// <summary>
    /// A streamed list on which nothing arrives for so long comes from a server that does not know streamed lists.
    /// </summary>
    public TimeSpan StreamedListLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Objects per list page.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>
    /// A watch on which nothing arrives for so long is taken for dead and resumed. Servers send a bookmark about every
    /// minute, so this is more than two of them; a false alarm costs one request.
    /// </summary>
    public TimeSpan IdleLimit { get; init; } = TimeSpan.FromSeconds(150);

    /// <summary>First pause after a failure; it doubles up to <see cref="MaxBackoff"/>, with jitter.</summary>
    public TimeSpan MinBackoff { get; init; } = TimeSpan.FromMilliseconds(250);

    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For jitter; null for the process-wide one.</summary>
    public Random? Random { get; init; }
}

using Headroom.Kubernetes.Transport;

namespace Headroom.Kubernetes;

/// <summary>What to list, and how much of it at once.</summary>
public sealed record ListOptions
{
    public static ListOptions All { get; } = new();

    /// <summary>In selector syntax, such as <c>app=chat,tier!=db</c>.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>Such as <c>spec.nodeName=n1</c>; which fields can be used depends on the kind.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>Objects per page, ≥ 1; null for everything in one page.</summary>
    public int? Limit { get; init; }

    /// <summary>From the previous page.</summary>
    public string? Continue { get; init; }

    /// <summary>Null reads the newest; "0" accepts any cached answer.</summary>
    public string? ResourceVersion { get; init; }

    internal string ToPath(string collection) =>
        new QueryBuilder(collection)
            .Add("labelSelector", LabelSelector)
            .Add("fieldSelector", FieldSelector)
            .Add("limit", Limit)
            .Add("continue", Continue)
            .Add("resourceVersion", ResourceVersion)
            .ToString();
}

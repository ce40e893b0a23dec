using Headroom.Kubernetes.Transport;

namespace Headroom.Kubernetes;

/// <summary>What to watch, and from where.</summary>
public sealed record WatchOptions
{
    public string? LabelSelector { get; init; }

    public string? FieldSelector { get; init; }

    /// <summary>The version of a list or of the last event; null starts with everything that exists.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>After this the server ends the watch by itself; null leaves it to the server.</summary>
    public TimeSpan? Timeout { get; init; }

    internal string ToPath(string collection) =>
        new QueryBuilder(collection)
            .Add("watch", "true")
            .Add("allowWatchBookmarks", "true")
            .Add("labelSelector", LabelSelector)
            .Add("fieldSelector", FieldSelector)
            .Add("resourceVersion", ResourceVersion)
            .Add("timeoutSeconds", Timeout is { } timeout ? (int)timeout.TotalSeconds : null)
            .ToString();
}

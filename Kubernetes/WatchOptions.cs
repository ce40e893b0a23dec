using Headroom.Kubernetes.Transport;

namespace Headroom.Kubernetes;

/// <summary>What to watch, and from where.</summary>
public sealed record WatchOptions
{
    public string? LabelSelector { get; init; }

    public string? FieldSelector { get; init; }

    /// <summary>The version of a list or of the last event; null starts with everything that exists.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>
    /// Everything that exists first, then a bookmark that says so (see <see cref="Watching.WatchEvent{T}.EndsInitialEvents"/>),
    /// then changes. Servers without streaming lists answer 422.
    /// </summary>
    public bool SendsInitialEvents { get; init; }

    /// <summary>After this the server ends the watch by itself; null leaves it to the server.</summary>
    public TimeSpan? Timeout { get; init; }

    internal string ToPath(string collection) =>
        new QueryBuilder(collection)
            .Add("watch", "true")
            .Add("allowWatchBookmarks", "true")
            .Add("labelSelector", LabelSelector)
            .Add("fieldSelector", FieldSelector)
            .Add("resourceVersion", ResourceVersion)
            .Add("sendInitialEvents", SendsInitialEvents ? "true" : null)
            .Add("resourceVersionMatch", SendsInitialEvents ? "NotOlderThan" : null)
            .Add("timeoutSeconds", Timeout is { } timeout ? (int)timeout.TotalSeconds : null)
            .ToString();
}

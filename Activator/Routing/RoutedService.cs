using Headroom.Activator.Asynchronous;

namespace Headroom.Activator.Routing;

/// <summary>Where a service is reached and how its requests are held.</summary>
/// <param name="Key">Which service.</param>
/// <param name="Host">Without a port, any case.</param>
/// <param name="Path">Prefix that ends at a segment; "/" for everything.</param>
internal sealed record RoutedService(ServiceKey Key, string Host, string Path)
{
    public UpstreamProtocol Protocol { get; init; }

    /// <summary>Requests at a time on one replica, over all activators; 0 for no limit.</summary>
    public int PerReplica { get; init; }

    /// <summary>Requests held at most; one more is answered 503.</summary>
    public int QueueLength { get; init; } = 10_000;

    /// <summary>From arrival until the response begins; later is answered 504.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Which requests are kept and delivered later.</summary>
    public AsynchronousMode Asynchronous { get; init; }

    /// <summary>Browsers that open a page while no replica is ready get one that asks again.</summary>
    public bool HasPlaceholder { get; init; }
}

namespace Headroom.Activator.Sources;

/// <summary>A service that configuration names instead of a cluster.</summary>
internal sealed class StaticService
{
    public string Name { get; set; } = "";

    public string Host { get; set; } = "";

    public string Path { get; set; } = "/";

    /// <summary>address:port of each replica.</summary>
    public IList<string> Replicas { get; } = [];

    public Routing.UpstreamProtocol Protocol { get; set; }

    /// <summary>Which requests are kept and delivered later.</summary>
    public Asynchronous.AsynchronousMode Asynchronous { get; set; }

    /// <summary>Requests at a time on one replica; 0 for no limit.</summary>
    public int PerReplica { get; set; }
}

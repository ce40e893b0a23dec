namespace Headroom.Activator.Routing;

/// <summary>What the replicas speak.</summary>
internal enum UpstreamProtocol
{
    Http1,

    /// <summary>HTTP/2 without TLS and with prior knowledge, which gRPC needs.</summary>
    H2c,
}

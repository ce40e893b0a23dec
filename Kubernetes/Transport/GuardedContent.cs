using System.Net;
using Headroom.Kubernetes.Leases;

namespace Headroom.Kubernetes.Transport;

/// <summary>A body that is handed to the connection only while its sender may write.</summary>
/// <remarks>
/// Asked here, and not before the request is begun: finding an address, a proxy and a TLS handshake may together take
/// longer than a lease. Without its body the server refuses the request.
/// </remarks>
internal sealed class GuardedContent(ReadOnlyMemory<byte> body, IWriteGuard guard) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        guard.ThrowIfExpired();
        await stream.WriteAsync(body, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}

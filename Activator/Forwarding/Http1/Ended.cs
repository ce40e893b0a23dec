using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Headroom.Activator.Forwarding.Http1;

/// <summary>Tells the end of a connection from a fault in the program.</summary>
internal static class Ended
{
    public static bool Is(Exception error) =>
        error is SocketException or IOException or ObjectDisposedException or OperationCanceledException or ConnectionAbortedException or UpstreamException;
}

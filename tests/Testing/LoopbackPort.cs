using System.Net;
using System.Net.Sockets;

namespace Headroom.Testing;

/// <summary>Ports for programs that must be told theirs.</summary>
public static class LoopbackPort
{
    // Below the ports that the system gives to outgoing connections (32768 and up): between the choice and the program's own
    // listening, a client of another test could get one of those.
    private const int First = 20_000;
    private const int Count = 12_000;

    private static int s_next = Random.Shared.Next(Count);

    /// <returns>A port nobody listens at, and that this process was not given before.</returns>
    public static int Free()
    {
        while (true)
        {
            int port = First + (int)((uint)Interlocked.Increment(ref s_next) % Count);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: the next.
            }
        }
    }
}

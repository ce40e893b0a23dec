using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Headroom.Bench.Activating;

/// <summary>One HTTP/1.1 connection that costs its own process as little as it can: fixed bytes out, a response counted in.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[4096];
    private readonly byte[] _request;

    public RawClient(string host) =>
        _request = Encoding.ASCII.GetBytes($"GET /v1/models?limit=10 HTTP/1.1\r\nHost: {host}\r\nUser-Agent: bench\r\nAccept: application/json\r\nX-Request-Id: 7b6f3a52\r\n\r\n");

    public ValueTask ConnectAsync(int port, CancellationToken ct) => _socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), ct);

    /// <returns>The status.</returns>
    /// <exception cref="IOException">The connection broke off.</exception>
    public async ValueTask<int> CallAsync(CancellationToken ct)
    {
        await _socket.SendAsync(_request, SocketFlags.None, ct);
        var have = 0;
        while (true)
        {
            var count = await _socket.ReceiveAsync(_buffer.AsMemory(have), SocketFlags.None, ct);
            have += count == 0 ? throw new IOException("the connection was closed") : count;
            if (IsWhole(_buffer.AsSpan(0, have)))
            {
                return int.Parse(Encoding.ASCII.GetString(_buffer, 9, 3), CultureInfo.InvariantCulture);
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> response)
    {
        var end = response.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        var at = response.IndexOf("Content-Length: "u8);
        if (at < 0 || at > end)
        {
            // Refusals come in chunks.
            return response.EndsWith("0\r\n\r\n"u8);
        }

        return System.Buffers.Text.Utf8Parser.TryParse(response[(at + 16)..], out int length, out _) && response.Length >= end + 4 + length;
    }
}

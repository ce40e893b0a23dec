using System.Buffers.Binary;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Headroom.Bench.Telemetry;

/// <summary>
/// One TLS connection with HTTP/2 that posts the same headers again and again and has one request under way: a load of
/// thousands must cost less than what it measures, and a full client allocates more for a report than the server does.
/// </summary>
internal sealed class AgentConnection : IDisposable
{
    private const int FrameHeader = 9;
    private const int PlentyOfWindow = 0x3fff_0000;
    private static readonly byte[] Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray();

    private readonly Socket _socket;
    private readonly SslStream _tls;
    private readonly byte[] _headers;
    private byte[] _out = new byte[4_096];
    private byte[] _in = new byte[1_024];
    private int _read;
    private uint _stream = 1;
    private long _window = 65_535;

    private AgentConnection(Socket socket, SslStream tls, byte[] headers) => (_socket, _tls, _headers) = (socket, tls, headers);

    private enum Kind : byte
    {
        Data = 0,
        Headers = 1,
        Reset = 3,
        Settings = 4,
        Ping = 6,
        GoAway = 7,
        WindowUpdate = 8,
    }

    /// <param name="headers">Of every request, as <see cref="HeaderBlock"/> makes them.</param>
    public static async Task<AgentConnection> OpenAsync(Uri server, SslClientAuthenticationOptions trust, byte[] headers, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(server.Host, server.Port, ct);
            var tls = new SslStream(new NetworkStream(socket, ownsSocket: true));
            await tls.AuthenticateAsClientAsync(trust, ct);
            var connection = new AgentConnection(socket, tls, headers);
            await connection.BeginAsync(ct);
            return connection;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <returns>The body of the answer.</returns>
    /// <exception cref="BenchException">Any other status than 200, or an end of the connection.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> PostAsync(ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        await _tls.WriteAsync(Request(body.Span), ct);
        int answered = 0;
        bool isOk = false;
        while (true)
        {
            var (kind, flags, stream, payload) = await FrameAsync(answered, ct);
            bool isLast = (flags & 1) != 0;
            switch (kind)
            {
                case Kind.Headers:
                    isOk |= IsOk(_in.AsSpan(answered, payload));
                    Consume(answered, payload);
                    break;
                case Kind.Data:
                    answered += payload;
                    break;
                default:
                    await HandleAsync(kind, flags, stream, answered, payload, ct);
                    continue;
            }

            if (isLast)
            {
                var answer = _in.AsMemory(0, answered).ToArray();
                Consume(0, answered);
                return isOk ? answer : throw new BenchException($"a report was refused: {Encoding.UTF8.GetString(answer)}");
            }
        }
    }

    public void Dispose()
    {
        _tls.Dispose();
        _socket.Dispose();
    }

    private async Task BeginAsync(CancellationToken ct)
    {
        byte[] hello = new byte[Preface.Length + FrameHeader + FrameHeader + 4];
        Preface.CopyTo(hello, 0);
        Frame(hello.AsSpan(Preface.Length), Kind.Settings, 0, 0, 0);
        var update = hello.AsSpan(Preface.Length + FrameHeader);
        Frame(update, Kind.WindowUpdate, 0, 0, 4);
        BinaryPrimitives.WriteInt32BigEndian(update[FrameHeader..], PlentyOfWindow);
        await _tls.WriteAsync(hello, ct);
    }

    private ReadOnlyMemory<byte> Request(ReadOnlySpan<byte> body)
    {
        int length = FrameHeader + _headers.Length + FrameHeader + body.Length;
        if (_out.Length < length)
        {
            _out = new byte[length];
        }

        _window -= body.Length;
        if (_window < 0)
        {
            throw new BenchException("the server has stopped taking data");
        }

        var rest = _out.AsSpan();
        Frame(rest, Kind.Headers, 4, _stream, _headers.Length);
        _headers.CopyTo(rest[FrameHeader..]);
        rest = rest[(FrameHeader + _headers.Length)..];
        Frame(rest, Kind.Data, 1, _stream, body.Length);
        body.CopyTo(rest[FrameHeader..]);
        _stream += 2;
        return _out.AsMemory(0, length);
    }

    /// <summary>The next frame; its payload lies at <paramref name="at"/>, and its header is gone.</summary>
    private async ValueTask<(Kind Kind, byte Flags, uint Stream, int Payload)> FrameAsync(int at, CancellationToken ct)
    {
        await FillAsync(at + FrameHeader, ct);
        int payload = (_in[at] << 16) | (_in[at + 1] << 8) | _in[at + 2];
        var (kind, flags) = ((Kind)_in[at + 3], _in[at + 4]);
        uint stream = BinaryPrimitives.ReadUInt32BigEndian(_in.AsSpan(at + 5));
        Consume(at, FrameHeader);
        await FillAsync(at + payload, ct);
        return (kind, flags, stream, payload);
    }

    private async ValueTask FillAsync(int length, CancellationToken ct)
    {
        if (_in.Length < length)
        {
            Array.Resize(ref _in, length);
        }

        while (_read < length)
        {
            int read = await _tls.ReadAsync(_in.AsMemory(_read), ct);
            _read += read > 0 ? read : throw new BenchException("the server has closed a connection");
        }
    }

    private void Consume(int at, int length)
    {
        _in.AsSpan(at + length, _read - at - length).CopyTo(_in.AsSpan(at));
        _read -= length;
    }

    private async ValueTask HandleAsync(Kind kind, byte flags, uint stream, int at, int payload, CancellationToken ct)
    {
        bool isAnswer = (flags & 1) != 0;
        switch (kind)
        {
            case Kind.WindowUpdate when stream == 0: // a stream's own is of no use: each carries one report
                _window += BinaryPrimitives.ReadInt32BigEndian(_in.AsSpan(at)) & int.MaxValue;
                break;
            case Kind.Settings or Kind.Ping when !isAnswer:
                byte[] answer = new byte[FrameHeader + (kind == Kind.Ping ? payload : 0)];
                Frame(answer, kind, 1, 0, answer.Length - FrameHeader);
                _in.AsSpan(at, answer.Length - FrameHeader).CopyTo(answer.AsSpan(FrameHeader));
                await _tls.WriteAsync(answer, ct);
                break;
            case Kind.Reset or Kind.GoAway:
                throw new BenchException($"the server ended a request with {kind}");
            default:
                break;
        }

        Consume(at, payload);
    }

    private static void Frame(Span<byte> to, Kind kind, byte flags, uint stream, int payload)
    {
        (to[0], to[1], to[2]) = ((byte)(payload >> 16), (byte)(payload >> 8), (byte)payload);
        (to[3], to[4]) = ((byte)kind, flags);
        BinaryPrimitives.WriteUInt32BigEndian(to[5..], stream);
    }

    // ":status: 200" is entry 8 of the static table; a change of the table's size may stand before it.
    private static bool IsOk(ReadOnlySpan<byte> block)
    {
        while (!block.IsEmpty && (block[0] & 0xe0) == 0x20)
        {
            int length = 1;
            if ((block[0] & 0x1f) == 0x1f)
            {
                while ((block[length++] & 0x80) != 0)
                {
                }
            }

            block = block[length..];
        }

        return !block.IsEmpty && block[0] == 0x88;
    }
}

using System.Net;
using System.Net.Sockets;

namespace Headroom.Activator.Forwarding.Http1;

/// <summary>One connection to a replica: bytes in and out, a deadline, and an end that anybody may bring about.</summary>
/// <remarks>
/// While idle a read is outstanding: it costs nothing, since the next response needs it anyway, and it tells that the
/// replica has closed before a request is lost on it.
/// </remarks>
internal sealed class Http1Connection : IDisposable
{
    private const int LargestHead = 64 * 1024;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);

    private readonly Socket _socket;
    private readonly TimeProvider _time;
    private readonly ITimer _deadline;
    private byte[] _in = new byte[8 * 1024];
    private int _start;
    private int _end;
    private ValueTask<int> _idleRead;
    private bool _isReading;
    private long _dueAt = long.MaxValue;
    private int _cause;

    private Http1Connection(Socket socket, TimeProvider time)
    {
        (_socket, _time) = (socket, time);
        _deadline = time.CreateTimer(static c => ((Http1Connection)c!).OnDeadline(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public OutBuffer Out { get; } = new();

    /// <summary>True once it has carried an exchange.</summary>
    public bool IsReused { get; private set; }

    /// <summary>Timestamp at which it became idle.</summary>
    public long IdleSince { get; private set; }

    public EndCause Cause => (EndCause)Volatile.Read(ref _cause);

    public ReadOnlySpan<byte> Buffered => _in.AsSpan(_start, _end - _start);

    /// <exception cref="SocketException">It is not reached.</exception>
    /// <exception cref="OperationCanceledException">It did not answer in time, or the client left.</exception>
    public static async Task<Http1Connection> ConnectAsync(IPEndPoint address, TimeProvider time, CancellationToken ct)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            using var limit = new CancellationTokenSource(ConnectTimeout, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
            await socket.ConnectAsync(address, both.Token);
            return new Http1Connection(socket, time);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void StartDeadline(TimeSpan left)
    {
        Volatile.Write(ref _dueAt, _time.GetTimestamp() + (long)(left.TotalSeconds * _time.TimestampFrequency));
        _deadline.Change(left, Timeout.InfiniteTimeSpan);
    }

    public void StopDeadline()
    {
        Volatile.Write(ref _dueAt, long.MaxValue);
        _deadline.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Ends it now, from any thread; whoever reads or writes gets an exception.</summary>
    public void End(EndCause cause)
    {
        Interlocked.CompareExchange(ref _cause, (int)cause, (int)EndCause.None);
        _socket.Dispose();
    }

    public void Idle()
    {
        IsReused = true;
        IdleSince = _time.GetTimestamp();
        (_start, _end) = (0, 0);
#pragma warning disable CA2012 // Awaited once, by the first fill of the next exchange; an object for each would be made for nothing.
        _idleRead = _socket.ReceiveAsync(_in.AsMemory(), SocketFlags.None);
#pragma warning restore CA2012
        _isReading = true;
    }

    /// <summary>False when the replica has closed it, or has said something that nobody asked for.</summary>
    public bool IsQuiet => !_idleRead.IsCompleted;

    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await _socket.SendAsync(bytes, SocketFlags.None)..];
        }
    }

    public ValueTask SendOutAsync() => SendAsync(Out.Written);

    public void Consume(int count) => _start += count;

    /// <summary>Reads more behind what is buffered.</summary>
    /// <exception cref="UpstreamException">The replica closed, or sends a head without end.</exception>
    public async ValueTask FillAsync()
    {
        int count;
        if (_isReading)
        {
            _isReading = false;
            count = await _idleRead;
        }
        else
        {
            MakeRoom();
            count = await _socket.ReceiveAsync(_in.AsMemory(_end), SocketFlags.None);
        }

        _end += count == 0 ? throw new UpstreamException("the replica closed the connection before its response was complete", isMalformed: false) : count;
    }

    /// <summary>Reads past the buffer, which must be empty.</summary>
    /// <returns>0 at the end.</returns>
    public ValueTask<int> ReceiveAsync(Memory<byte> into)
    {
        if (_isReading)
        {
            throw new System.Diagnostics.UnreachableException("a head is read before a body");
        }

        return _socket.ReceiveAsync(into, SocketFlags.None);
    }

    /// <summary>Says that no more is sent.</summary>
    public void EndSending() => _socket.Shutdown(SocketShutdown.Send);

    public void Dispose()
    {
        _deadline.Dispose();
        _socket.Dispose();
    }

    private void MakeRoom()
    {
        if (_start == _end)
        {
            (_start, _end) = (0, 0);
        }
        else if (_end == _in.Length)
        {
            if (_start == 0 && _in.Length >= LargestHead)
            {
                throw new UpstreamException($"the replica's response has a head or a chunk line of more than {LargestHead} bytes");
            }

            var into = _start == 0 ? new byte[_in.Length * 2] : _in;
            Buffered.CopyTo(into);
            (_in, _start, _end) = (into, 0, _end - _start);
        }
    }

    private void OnDeadline()
    {
        var (now, due) = (_time.GetTimestamp(), Volatile.Read(ref _dueAt));
        if (now >= due)
        {
            End(EndCause.Deadline);
        }
        else if (due != long.MaxValue)
        {
            // A little early, as timers may be, or on its way when the deadline was moved.
            _deadline.Change(_time.GetElapsedTime(now, due) + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
        }
    }
}

using System.Net;

namespace Headroom.Activator.Forwarding.Http1;

/// <summary>The idle connections to one replica, the warmest on top.</summary>
internal sealed class Http1Pool(IPEndPoint address)
{
    // Below the keep-alive of common servers (60 s and more); who closes sooner is noticed by the outstanding read.
    private static readonly TimeSpan LongestIdle = TimeSpan.FromSeconds(50);

    private readonly Lock _lock = new();
    private readonly List<Http1Connection> _idle = [];
    private bool _isRetired;

    /// <summary>An idle connection where there is one, else a new one.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The replica is not reached.</exception>
    /// <exception cref="OperationCanceledException">It did not answer in time, or the client left.</exception>
    public ValueTask<Http1Connection> RentAsync(TimeProvider time, CancellationToken ct)
    {
        while (Pop() is { } idle)
        {
            if (idle.IsQuiet)
            {
                return ValueTask.FromResult(idle);
            }

            idle.Dispose();
        }

        return new ValueTask<Http1Connection>(Http1Connection.ConnectAsync(address, time, ct));
    }

    public void Return(Http1Connection connection)
    {
        connection.Idle();
        lock (_lock)
        {
            if (!_isRetired)
            {
                _idle.Add(connection);
                return;
            }
        }

        connection.Dispose();
    }

    /// <summary>Closes what has been idle for long.</summary>
    public void Trim(TimeProvider time)
    {
        List<Http1Connection>? old = null;
        lock (_lock)
        {
            var count = _idle.FindIndex(c => c.IsQuiet && time.GetElapsedTime(c.IdleSince) < LongestIdle);
            count = count < 0 ? _idle.Count : count;
            if (count > 0)
            {
                old = _idle.GetRange(0, count);
                _idle.RemoveRange(0, count);
            }
        }

        old?.ForEach(static c => c.Dispose());
    }

    /// <summary>The replica is no more: what is idle is closed, what is under way closes when it ends.</summary>
    public void Retire()
    {
        List<Http1Connection> idle;
        lock (_lock)
        {
            _isRetired = true;
            idle = [.. _idle];
            _idle.Clear();
        }

        idle.ForEach(static c => c.Dispose());
    }

    private Http1Connection? Pop()
    {
        lock (_lock)
        {
            if (_idle.Count == 0)
            {
                return null;
            }

            var top = _idle[^1];
            _idle.RemoveAt(_idle.Count - 1);
            return top;
        }
    }
}

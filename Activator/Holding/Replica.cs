using System.Net;
using Headroom.Activator.Forwarding.Http1;

namespace Headroom.Activator.Holding;

/// <summary>A ready replica. Its counts belong to the gate and change under the gate's lock.</summary>
internal sealed class Replica(IPEndPoint address, long readyAt, long wantedAt)
{
    private long _firstByteAt;

    public IPEndPoint Address { get; } = address;

    public Uri Root { get; } = new($"http://{address}");

    /// <summary>Timestamp at which this activator heard that it is ready.</summary>
    public long ReadyAt { get; } = readyAt;

    /// <summary>Timestamp of the first request that was held for want of it; 0 where none was.</summary>
    public long WantedAt { get; } = wantedAt;

    /// <summary>Timestamp at which it began its first response; 0 before.</summary>
    public long FirstByteAt => Volatile.Read(ref _firstByteAt);

    public Http1Pool Connections { get; } = new(address);

    /// <summary>Requests forwarded to it and not ended.</summary>
    public int InFlight { get; set; }

    /// <summary>Requests at a time that this activator may forward to it.</summary>
    public int Limit { get; set; } = int.MaxValue;

    /// <summary>Timestamp until which it is left alone since it could not be reached; 0 for not.</summary>
    public long RestsUntil { get; set; }

    /// <summary>It begins a response.</summary>
    public void Answers(TimeProvider time)
    {
        if (Volatile.Read(ref _firstByteAt) == 0)
        {
            Interlocked.CompareExchange(ref _firstByteAt, Math.Max(1, time.GetTimestamp()), 0);
        }
    }
}

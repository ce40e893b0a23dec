using System.Net;
using Headroom.Activator.Forwarding.Http1;

namespace Headroom.Activator.Holding;

/// <summary>A ready replica. Its counts belong to the gate and change under the gate's lock.</summary>
internal sealed class Replica(IPEndPoint address)
{
    public IPEndPoint Address { get; } = address;

    public Uri Root { get; } = new($"http://{address}");

    public Http1Pool Connections { get; } = new(address);

    /// <summary>Requests forwarded to it and not ended.</summary>
    public int InFlight { get; set; }

    /// <summary>Requests at a time that this activator may forward to it.</summary>
    public int Limit { get; set; } = int.MaxValue;

    /// <summary>Timestamp until which it is left alone since it could not be reached; 0 for not.</summary>
    public long RestsUntil { get; set; }
}

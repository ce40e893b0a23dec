using Headroom.Contracts.Power;

namespace Headroom.Contracts.Allowances;

/// <summary>Everything that binds a gateway now: the whole of it each time, so that no message is missed by being lost.</summary>
public sealed record PowerAllowances
{
    /// <summary>The order of records; one at or below the newest seen is refused.</summary>
    public required LeaseStamp Stamp { get; init; }

    /// <summary>From the request until this was issued, by the leader's clock; 0 for a plain answer.</summary>
    /// <remarks>A stream may be delivered late. Counted from when its request was sent, an event can only look older than it is.</remarks>
    public required long IssuedAfterMilliseconds { get; init; }

    /// <summary>How long it holds from when it was issued. A duration: no two clocks have to agree.</summary>
    public required long ValidForMilliseconds { get; init; }

    /// <summary>Of what was asked for, parents before children. A domain that is not named holds nothing back.</summary>
    public required IReadOnlyList<DomainAllowance> Domains { get; init; }
}

namespace Headroom.Contracts.Allowances;

/// <summary>
/// What a gateway may start, from the records it has had: the newest while it holds, then the share that was promised for
/// silence. Reads no clock; safe for many threads.
/// </summary>
/// <remarks>
/// <code>
/// newest record                    level that it names     level or domain that it does not name
/// none yet                         0                       0
/// holds                            free watts              nothing is held
/// run out                          fail-safe watts         nothing is held
/// </code>
/// One lease is of one question: every domain, or one with those above it.
/// </remarks>
public sealed class AllowanceLease
{
    /// <summary>A record for longer is cut: agents fall back to their safe limits by then.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private volatile Held? _held;

    /// <summary>Takes a record if it is newer than every one before.</summary>
    /// <param name="record">As received, at any time.</param>
    /// <param name="askedAt">When the request was sent that it answers, on a clock that never jumps.</param>
    /// <returns>False for one at or below the newest: of an earlier leader, repeated or overtaken.</returns>
    public bool Take(PowerAllowances record, TimeSpan askedAt)
    {
        ArgumentNullException.ThrowIfNull(record);
        var valid = TimeSpan.FromMilliseconds(record.ValidForMilliseconds);
        var until = askedAt + TimeSpan.FromMilliseconds(record.IssuedAfterMilliseconds) + (valid < Longest ? valid : Longest);
        var next = new Held(record, until);
        while (true)
        {
            var held = _held;
            if (held is not null && record.Stamp <= held.Record.Stamp)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _held, next, held) == held)
            {
                return true;
            }
        }
    }

    /// <summary>Whether the newest record still holds.</summary>
    /// <param name="now">On the clock of <see cref="Take"/>.</param>
    public bool Holds(TimeSpan now) => _held is { } held && now < held.Until;

    /// <summary>What all gated prefills of this gateway on the domain together may cost when one of the level starts.</summary>
    /// <param name="domain">That feeds the server, directly or from above.</param>
    /// <param name="level">Of the work.</param>
    /// <param name="now">On the clock of <see cref="Take"/>.</param>
    /// <returns>Watts; null where nothing is held back.</returns>
    public long? WattsFor(string domain, int level, TimeSpan now)
    {
        if (_held is not { } held)
        {
            return 0;
        }

        var allowance = held.Record.Domains.FirstOrDefault(d => d.Domain == domain)?.Levels.FirstOrDefault(l => l.Level == level);
        return now < held.Until ? allowance?.FreeWatts : allowance?.FailSafeWatts;
    }

    /// <summary>What a prefill on a server of the group takes; null where the newest record does not say.</summary>
    public long? CostOf(string domain, string group) => _held?.Record.Domains
        .FirstOrDefault(d => d.Domain == domain)?.Levels.SelectMany(static l => l.Costs).FirstOrDefault(c => c.Group == group)?.Watts;

    private sealed record Held(PowerAllowances Record, TimeSpan Until);
}

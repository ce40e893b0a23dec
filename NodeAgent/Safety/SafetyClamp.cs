using Headroom.Contracts.Power;

namespace Headroom.NodeAgent.Safety;

/// <summary>
/// Keeps every GPU under its lease, and under its safe limit without one. It reads no clock and does no I/O: the same
/// events at the same times give the same commands.
/// </summary>
/// <remarks>
/// <code>
/// power limit of a GPU                         safe limit known and on disk      known, not on disk yet        none
/// lease in force, names the GPU                the lease's, or the default       the lower of lease and safe   left alone
/// no lease, expired, not named, stopping       safe                              the lower of old and new safe left alone
/// record on disk broken, no newer safe limit   the card's lowest
/// released                                     the default, once
/// </code>
/// Every limit is moved into the range that the card accepts. A lease counts from when the report was sent that it answers,
/// so it ends here before the leader's own count of it does, however long the reply took. Leases at or below the newest
/// stamp seen are refused; a lease of a higher term is obeyed after the term is on disk, so that a restart does not forget it.
/// </remarks>
internal sealed class SafetyClamp
{
    /// <summary>A lease for longer is cut: past the feed's ride-through it would protect nothing.</summary>
    public static readonly TimeSpan LongestLease = TimeSpan.FromSeconds(10);

    private readonly SortedDictionary<string, ClampedGpu> _gpus = new(StringComparer.Ordinal);
    private readonly HashSet<string> _released = new(StringComparer.Ordinal);
    private SafeLimits _kept = SafeLimits.None;
    private SafeLimits _wanted = SafeLimits.None;
    private bool _isTrusted = true;
    private bool _keepTried;
    private PowerLease? _lease;
    private bool _isReleased;
    private bool _isStopping;

    /// <summary>The newest stamp seen; null before the first lease.</summary>
    public LeaseStamp? Newest { get; private set; }

    /// <summary>When the lease in force ends; null without one.</summary>
    public TimeSpan? Deadline { get; private set; }

    /// <summary>Leases that came too late or out of order.</summary>
    public long RefusedLeases { get; private set; }

    /// <param name="now">On a clock that never jumps; not before any earlier call's.</param>
    /// <param name="happened">What happened.</param>
    /// <returns>In the order to do them in: what lowers power first.</returns>
    public IReadOnlyList<ClampCommand> Handle(TimeSpan now, ClampEvent happened)
    {
        switch (happened)
        {
            case ClampEvent.Loaded loaded:
                (_kept, _wanted, _isTrusted) = (loaded.Limits, loaded.Limits, loaded.IsTrusted);
                break;
            case ClampEvent.GpuFound found:
                _gpus[found.Uuid] = new ClampedGpu(found.Uuid, found.Range);
                break;
            case ClampEvent.GpuGone gone:
                _gpus.Remove(gone.Uuid);
                break;
            case ClampEvent.LeaseReceived received:
                Receive(now, received);
                break;
            case ClampEvent.Kept kept:
                _kept = kept.Limits;
                _isTrusted |= _isReleased && _kept == _wanted;
                break;
            case ClampEvent.Ticked:
                _keepTried = false;
                break;
            case ClampEvent.Stopping:
                _isStopping = true;
                break;
            default:
                break;
        }

        foreach (var gpu in _gpus.Values)
        {
            See(gpu, happened);
        }

        return Decide(now);
    }

    /// <summary>What to report of a GPU.</summary>
    public ClampStatus StatusOf(string uuid)
    {
        uint? safe = _kept.Of(uuid);
        var gpu = _gpus.GetValueOrDefault(uuid);
        return new ClampStatus(safe, StateOf(uuid, gpu), CapOf(uuid) is null ? null : _lease?.Stamp, gpu?.Locked);
    }

    private static void See(ClampedGpu gpu, ClampEvent happened)
    {
        switch (happened)
        {
            case ClampEvent.Ticked:
                gpu.Tick();
                break;
            case ClampEvent.LimitRead read when read.Uuid == gpu.Uuid:
                gpu.SeeLimit(read.Milliwatts);
                break;
            case ClampEvent.LimitRefused refused when refused.Uuid == gpu.Uuid:
                gpu.SeeRefusal();
                break;
            case ClampEvent.ClocksSet set when set.Uuid == gpu.Uuid:
                gpu.SeeClocks(set.Clocks);
                break;
            case ClampEvent.ClockRead read when read.Uuid == gpu.Uuid:
                gpu.SeeClock(read.Megahertz);
                break;
            default:
                break;
        }
    }

    private void Receive(TimeSpan now, ClampEvent.LeaseReceived received)
    {
        var lease = received.Lease;
        if (_isStopping || (Newest is { } newest && lease.Stamp <= newest) || lease.Stamp.Term < _kept.Term)
        {
            RefusedLeases++;
            return;
        }

        Newest = lease.Stamp;
        var deadline = received.SentAt + (lease.Duration < LongestLease ? lease.Duration : LongestLease);
        bool isPlan = lease.Duration > TimeSpan.Zero;
        if (isPlan && now >= deadline)
        {
            // The older one that may still run is overruled all the same.
            RefusedLeases++;
            EndLease();
            return;
        }

        if (lease.IsRelease)
        {
            // A broken record may have named any of them.
            _released.UnionWith(_isTrusted ? _wanted.ByGpu.Keys : _gpus.Keys);
        }
        else
        {
            _released.ExceptWith(lease.Caps.Select(c => c.Uuid));
        }

        _isReleased = lease.IsRelease;
        _wanted = _wanted.Under(lease);
        _keepTried = false;
        EndLease();
        if (isPlan && !lease.IsRelease)
        {
            (_lease, Deadline) = (lease, deadline);
        }
    }

    private void EndLease() => (_lease, Deadline) = (null, null);

    private List<ClampCommand> Decide(TimeSpan now)
    {
        if (_isStopping || now >= Deadline)
        {
            EndLease();
        }

        var (lowering, rest) = (new List<ClampCommand>(), new List<ClampCommand>());
        foreach (var gpu in _gpus.Values)
        {
            Decide(gpu, lowering, rest);
        }

        if (_wanted != _kept && !_keepTried)
        {
            _keepTried = true;
            lowering.Add(new ClampCommand.Keep(_wanted));
        }

        lowering.AddRange(rest);
        return lowering;
    }

    private void Decide(ClampedGpu gpu, List<ClampCommand> lowering, List<ClampCommand> rest)
    {
        uint? target = TargetOf(gpu);
        if (target is { } limit && gpu.Wants(limit))
        {
            bool isRaise = gpu.ReadLimit < limit;
            (isRaise ? rest : lowering).Add(gpu.Ask(limit));
        }

        var clocks = CapOf(gpu.Uuid)?.Clocks;
        if (clocks is not null && gpu.Wants(clocks))
        {
            lowering.Add(gpu.Ask(clocks));
        }
        else if (clocks is null && target is { } held && gpu.ReadLimit <= held && gpu.Wants(clocks))
        {
            // Only once the power limit holds what the clocks held.
            rest.Add(gpu.Ask(clocks));
        }

        if (target == gpu.ReadLimit && gpu is { Locked: null, AreClocksUnknown: false } && SafeOf(gpu.Uuid) is null)
        {
            _released.Remove(gpu.Uuid);
        }
    }

    private GpuCap? CapOf(string uuid) =>
        SafeOf(uuid) is null ? null : _lease?.Caps.FirstOrDefault(c => c.Uuid == uuid);

    private uint? SafeOf(string uuid) => (_kept.Of(uuid), _wanted.Of(uuid)) switch
    {
        ({ } kept, { } wanted) => Math.Min(kept, wanted),
        var (kept, wanted) => kept ?? wanted,
    };

    private uint? TargetOf(ClampedGpu gpu)
    {
        if (SafeOf(gpu.Uuid) is not { } safe)
        {
            return !_isTrusted ? gpu.Range.Min : _released.Contains(gpu.Uuid) && _kept == _wanted ? gpu.Range.Default : null;
        }

        safe = gpu.Range.Clamp(safe);
        if (CapOf(gpu.Uuid) is not { } cap)
        {
            return safe;
        }

        uint asked = gpu.Range.Clamp(cap.PowerLimitMilliwatts ?? gpu.Range.Default);
        return _kept == _wanted ? asked : Math.Min(asked, safe);
    }

    private SafeLimitState StateOf(string uuid, ClampedGpu? gpu)
    {
        if (SafeOf(uuid) is not { } safe)
        {
            return _isTrusted ? SafeLimitState.None : SafeLimitState.Lost;
        }

        if (gpu is null || _kept.Of(uuid) != _wanted.Of(uuid) || (gpu.ReadLimit is null && !gpu.IsRefused))
        {
            return SafeLimitState.Pending;
        }

        return gpu.IsRefused || gpu.ReadLimit > TargetOf(gpu) ? SafeLimitState.Refused
            : safe < gpu.Range.Min ? SafeLimitState.BelowMinimum
            : SafeLimitState.Confirmed;
    }
}

using Headroom.Contracts.Power;
using Headroom.NodeAgent.Control;
using Headroom.NodeAgent.Safety;

namespace Headroom.Operators.Tests.Power.Chain;

/// <summary>A node with the agent's own clamp, its cards and its disk. Its clock began at another time than anybody else's.</summary>
internal sealed class ChainNode(string name, long hostMilliwatts, IReadOnlyList<ChainCard> cards, TimeSpan clock) : IPowerActuator, ISafeLimitStore
{
    private SafetyClamp _clamp = new();
    private ClampRunner? _agent;
    private SafeLimits _disk = SafeLimits.None;
    private bool _isDiskBroken;
    private bool _isLeftSafe;
    private long _reports;

    public string Name => name;

    public IReadOnlyList<ChainCard> Cards => cards;

    /// <summary>Which process runs, or ran last.</summary>
    public int Instance { get; private set; }

    public bool IsRunning => _agent is not null;

    public bool IsDiskFull { get; set; }

    /// <summary>Nobody holds its cards down: what the k of the promise pays for.</summary>
    public bool IsFaulty => (!IsRunning && !_isLeftSafe) || cards.Any(static c => !c.IsSound) || IsDiskFull;

    /// <summary>Most that it can draw as its cards are set now; a board draws up to 5% more than its limit.</summary>
    public long Draw => hostMilliwatts + (cards.Sum(static c => (long)c.Limit) * 105 + 99) / 100;

    public void Start(TimeSpan now)
    {
        if (IsRunning)
        {
            return;
        }

        Instance++;
        _reports = 0;
        _clamp = new SafetyClamp();
        _agent = new ClampRunner(_clamp, this, this);
        _agent.Load(now + clock);
        foreach (var card in cards)
        {
            _agent.Handle(now + clock, new ClampEvent.GpuFound(card.Uuid, card.Range));
        }

        Tick(now);
    }

    /// <summary>Killed: the cards stay as they are.</summary>
    public void Crash()
    {
        _isLeftSafe &= !IsRunning;
        _agent = null;
    }

    /// <summary>Told to end, as in a roll-out: the cards are left at their safe limits.</summary>
    public void Stop(TimeSpan now)
    {
        if (_agent is { } agent)
        {
            agent.Handle(now + clock, new ClampEvent.Stopping());
            (_agent, _isLeftSafe) = (null, cards.All(c => c.IsSound && _disk.Of(c.Uuid) is not null));
        }
    }

    public void Reboot()
    {
        (_agent, _isLeftSafe) = (null, false);
        ReloadDriver();
    }

    /// <summary>Under a running agent, which finds out at its next look.</summary>
    public void ReloadDriver()
    {
        foreach (var card in cards)
        {
            card.Reset();
        }

        _isLeftSafe = false;
    }

    /// <summary>The record is damaged while nobody runs.</summary>
    public void Corrupt() => _isDiskBroken |= !IsRunning;

    public void Tick(TimeSpan now)
    {
        _agent?.Handle(now + clock, new ClampEvent.Ticked());
        foreach (var card in cards)
        {
            _agent?.Handle(now + clock, new ClampEvent.LimitRead(card.Uuid, card.Limit));
        }
    }

    /// <summary>As the agent puts it together after a look.</summary>
    public NodeReport Report() => new()
    {
        Node = name,
        Instance = $"{name}/{Instance}",
        Number = ++_reports,
        Driver = DriverState.Ready,
        CanControl = true,
        Lease = _clamp.Newest,
        Gpus = [.. cards.Select((card, i) => Report(card, (uint)i, _clamp.StatusOf(card.Uuid)))],
    };

    /// <summary>An answer to a process that is gone reaches nobody.</summary>
    public void Take(int instance, TimeSpan sentAt, PowerLease lease, TimeSpan now)
    {
        if (instance == Instance)
        {
            _agent?.Handle(now + clock, new ClampEvent.LeaseReceived(sentAt + clock, lease));
        }
    }

    public bool TrySetLimit(string uuid, uint milliwatts, out uint readBack)
    {
        var card = Card(uuid);
        var isTaken = card.TrySet(milliwatts);
        readBack = card.Limit;
        return isTaken;
    }

    public bool TryLockClocks(string uuid, ClockRange clocks) => TryLock(Card(uuid), clocks);

    public bool TryUnlockClocks(string uuid) => TryLock(Card(uuid), clocks: null);

    public ClampEvent.Loaded Load() => new(_isDiskBroken ? SafeLimits.None : _disk, IsTrusted: !_isDiskBroken);

    public bool TryKeep(SafeLimits limits)
    {
        (_disk, _isDiskBroken) = IsDiskFull ? (_disk, _isDiskBroken) : (limits, false);
        return !IsDiskFull;
    }

    public override string ToString() =>
        $"{name} {(IsRunning ? "running" : _isLeftSafe ? "ended" : "dead")}{(IsFaulty ? " faulty" : "")} {Draw / 1000} W, newest {_clamp.Newest}, disk {(_isDiskBroken ? "broken" : string.Join('/', _disk.ByGpu.Values))} of term {_disk.Term}";

    private static bool TryLock(ChainCard card, ClockRange? clocks)
    {
        card.Locked = card.Refuses ? card.Locked : clocks;
        return !card.Refuses;
    }

    private static GpuReport Report(ChainCard card, uint index, ClampStatus status) => new()
    {
        Uuid = card.Uuid,
        Index = index,
        Model = "NVIDIA-A100-SXM4-80GB",
        State = GpuState.Ready,
        DrawMilliwatts = card.Limit * 9 / 10,
        MaxCoreMegahertz = 1410,
        PowerLimitMilliwatts = card.Limit,
        EnforcedLimitMilliwatts = card.Limit,
        MinLimitMilliwatts = card.Range.Min,
        MaxLimitMilliwatts = card.Range.Max,
        DefaultLimitMilliwatts = card.Range.Default,
        SafeLimitMilliwatts = status.SafeLimitMilliwatts,
        SafeLimitState = status.State,
        Lease = status.Lease,
        LockedClocks = status.LockedClocks,
    };

    private ChainCard Card(string uuid) => cards.Single(c => c.Uuid == uuid);
}

namespace Headroom.Simulation.Power;

/// <summary>The servers of a row, each brought up to date only when something touches it.</summary>
/// <remarks>
/// A server is a Lindley recursion for prefill and a calendar of decode turns: requests end in buckets of four turns, so
/// that a step is a few additions and no heap is kept. Classes: 0 low priority, 1 high, 2 low priority
/// whose agents do not obey.
/// </remarks>
internal sealed class ServerBank
{
    public const int Classes = 3;

    private const int TurnsPerBucket = 4;
    private const int FollowedPerServer = 64;

    private readonly RowPhysics _physics;
    private readonly RequestSize[] _sizes;
    private readonly ServerState[] _servers;
    private readonly byte[] _calendar;
    private readonly int _buckets;
    private readonly FollowedRequest[] _followed;
    private readonly Queue<WaitingRequest>[] _waiting;
    private readonly double _idleWatts;

    public ServerBank(RowPhysics physics, TokenSizes sizes, int low, int high, int apart = 0)
    {
        (_physics, _sizes, Low, Apart) = (physics, sizes.Sizes, low, Math.Min(apart, low));
        _servers = new ServerState[low + high];
        _buckets = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(sizes.LongestOutput / TurnsPerBucket + 3));
        _calendar = new byte[_servers.Length * _buckets];
        _followed = new FollowedRequest[_servers.Length * FollowedPerServer];
        _waiting = [.. _servers.Select(_ => new Queue<WaitingRequest>())];
        _idleWatts = physics.Server.Idle.ToWatts();
        Speeds = [new ClassSpeed(physics), new ClassSpeed(physics), new ClassSpeed(physics)];
        _servers.AsSpan().Fill(new ServerState { NextEnd = double.PositiveInfinity });
    }

    public int Low { get; }

    /// <summary>The first so many of low priority have a class of their own.</summary>
    public int Apart { get; }

    public int Count => _servers.Length;

    public ClassSpeed[] Speeds { get; }

    /// <summary>Joules of each class since they were last cleared.</summary>
    public double[] Joules { get; } = new double[Classes];

    /// <summary>Server-seconds in prefill of each class since they were last cleared.</summary>
    public double[] PrefillSeconds { get; } = new double[Classes];

    public double[] TokensDone { get; } = new double[Classes];

    public LatencyHistogram[] Latencies { get; } = [new(), new(), new()];

    public int ClassOf(int server) => server >= Low ? 1 : server >= Apart ? 0 : 2;

    private (int First, int End) Range(int kind) => kind switch { 0 => (Apart, Low), 1 => (Low, _servers.Length), _ => (0, Apart) };

    /// <summary>How long a request would wait there; the batch breaks ties.</summary>
    public double Backlog(int server, double at)
    {
        ref var s = ref _servers[server];
        return Math.Max(s.BusyUntil - at, 0) + .02 * s.Batch + s.Waiting;
    }

    /// <summary>When the prompts that are queued there will have been read.</summary>
    public double BusyUntil(int server) => _servers[server].BusyUntil;

    public void Admit(int server, double at, in WaitingRequest request)
    {
        Advance(server, at);
        ref var s = ref _servers[server];
        if (s.Batch >= _physics.MaxBatch)
        {
            _waiting[server].Enqueue(request);
            s.Waiting++;
            return;
        }

        Start(ref s, server, request);
    }

    public void AdvanceAll(double to)
    {
        for (var kind = 0; kind < Classes; kind++)
        {
            var speed = Speeds[kind];
            var (first, end) = Range(kind);
            var (joules, prefill) = (0.0, 0.0);
            for (var server = first; server < end; server++)
            {
                Advance(ref _servers[server], server, to, speed, ref joules, ref prefill);
            }

            Joules[kind] += joules;
            PrefillSeconds[kind] += prefill;
        }
    }

    /// <summary>A new clock or limit from now on; prefill under way goes on at the new pace.</summary>
    public void SetSpeed(int kind, double at, double ratio, double limitShare)
    {
        var speed = Speeds[kind];
        var (first, end) = Range(kind);
        for (var server = first; server < end; server++)
        {
            Advance(server, at);
        }

        var old = speed.PrefillTime;
        speed.Set(ratio, limitShare);
        for (var server = first; server < end; server++)
        {
            ref var s = ref _servers[server];
            if (s.BusyUntil > at)
            {
                s.BusyUntil = at + (s.BusyUntil - at) * speed.PrefillTime / old;
                s.QueueShare *= _physics.Curve.PrefillPower(ratio) / _physics.Curve.PrefillPower(1 / old);
            }
        }
    }

    public int HighInPrefill(double at)
    {
        var count = 0;
        for (var server = Low; server < _servers.Length; server++)
        {
            count += _servers[server].BusyUntil > at ? 1 : 0;
        }

        return count;
    }

    private void Advance(int server, double to)
    {
        ref var s = ref _servers[server];
        if (s.At >= to)
        {
            return;
        }

        var kind = ClassOf(server);
        var (joules, prefill) = (0.0, 0.0);
        Advance(ref s, server, to, Speeds[kind], ref joules, ref prefill);
        Joules[kind] += joules;
        PrefillSeconds[kind] += prefill;
    }

    private void Advance(ref ServerState s, int server, double to, ClassSpeed speed, ref double joules, ref double prefill)
    {
        while (s.At < to)
        {
            if (s.BusyUntil > s.At)
            {
                var end = Math.Min(s.BusyUntil, to);
                var seconds = end - s.At;
                joules += seconds * speed.PrefillWatts(s.QueueShare);
                prefill += seconds;
                s.At = end;
                continue;
            }

            if (s.Batch == 0)
            {
                joules += (to - s.At) * _idleWatts;
                s.At = to;
                return;
            }

            ref readonly var pace = ref speed.Paces[s.Batch];
            var reached = s.Turns + (to - s.At) * pace.TurnsPerSecond;
            if (reached < s.NextEnd)
            {
                joules += (to - s.At) * pace.Watts;
                (s.Turns, s.At) = (reached, to);
                return;
            }

            var turn = Math.Max(s.NextEnd - s.Turns, 0) / pace.TurnsPerSecond;
            joules += turn * pace.Watts;
            s.At = Math.Min(s.At + turn, to);
            End(ref s, server, 1 / pace.TurnsPerSecond);
        }
    }

    /// <summary>The batch reached its next bucket: its requests end, and those that wait for room start.</summary>
    private void End(ref ServerState s, int server, double secondsPerTurn)
    {
        s.Turns = s.NextEnd;
        var bucket = (long)(s.NextEnd / TurnsPerBucket);
        ref var ending = ref _calendar[server * _buckets + (int)(bucket & (_buckets - 1))];
        s.Batch -= ending;
        ending = 0;
        if (s.Followed > 0)
        {
            Record(ref s, server, ClassOf(server), secondsPerTurn);
        }

        s.NextEnd = s.Batch == 0 ? double.PositiveInfinity : NextBucket(server, bucket + 1) * (double)TurnsPerBucket;
        while (s.Waiting > 0 && s.Batch < _physics.MaxBatch)
        {
            s.Waiting--;
            Start(ref s, server, _waiting[server].Dequeue());
        }
    }

    private long NextBucket(int server, long bucket)
    {
        var calendar = _calendar.AsSpan(server * _buckets, _buckets);
        var from = (int)(bucket & (_buckets - 1));
        var ahead = calendar[from..].IndexOfAnyExcept((byte)0);
        return bucket + (ahead >= 0 ? ahead : _buckets - from + calendar[..from].IndexOfAnyExcept((byte)0));
    }

    private void Start(ref ServerState s, int server, in WaitingRequest request)
    {
        ref readonly var size = ref _sizes[request.Size];
        var kind = ClassOf(server);
        var (seconds, share) = Speeds[kind].Prefill(size);
        var queued = Math.Max(s.BusyUntil - s.At, 0);
        s.QueueShare = (queued * s.QueueShare + seconds * share) / (queued + seconds);
        s.BusyUntil = s.At + queued + seconds;
        s.Batch++;
        TokensDone[kind] += size.Tokens;
        var endTurn = s.Turns + size.Tokens;
        var bucket = (long)(endTurn / TurnsPerBucket) + 1;
        _calendar[server * _buckets + (int)(bucket & (_buckets - 1))]++;
        s.NextEnd = Math.Min(s.NextEnd, bucket * (double)TurnsPerBucket);
        if (request.IsFollowed && s.Followed < FollowedPerServer)
        {
            _followed[server * FollowedPerServer + s.Followed++] = new FollowedRequest(request.ArrivedAt, endTurn);
        }
    }

    private void Record(ref ServerState s, int server, int kind, double turn)
    {
        var followed = _followed.AsSpan(server * FollowedPerServer, FollowedPerServer);
        for (var i = s.Followed - 1; i >= 0; i--)
        {
            if (followed[i].EndTurn < s.Turns)
            {
                // The bucket ended up to four turns after the request did.
                Latencies[kind].Add(s.At - (s.Turns - followed[i].EndTurn) * turn - followed[i].ArrivedAt);
                followed[i] = followed[--s.Followed];
            }
        }
    }
}

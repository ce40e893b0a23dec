using System.Runtime.CompilerServices;

namespace Headroom.Simulation.Power;

/// <summary>The servers of a row, each brought up to date only when something touches it.</summary>
/// <remarks>
/// A server is a Lindley recursion for prefill and a calendar of decode turns, so that a step is a few additions and no
/// heap is kept. Classes: 0 low priority, 1 high, 2 low priority whose agents do not obey. Instants and turns are finite, so
/// the plain minimum and maximum of the processor serve.
/// </remarks>
internal sealed class ServerBank
{
    public const int Classes = 3;

    private const int FollowedPerServer = 64;

    private readonly RowPhysics _physics;
    private readonly RequestSize[] _sizes;
    private readonly ServerState[] _servers;
    private readonly double[] _busyUntil;
    private readonly TurnCalendar _calendar;
    private readonly int[] _order;
    private readonly FollowedRequest[] _followed;
    private readonly Queue<WaitingRequest>[] _waiting;

    public ServerBank(RowPhysics physics, TokenSizes sizes, int low, int high, int apart = 0)
    {
        (_physics, _sizes, Low, Apart) = (physics, sizes.Sizes, low, Math.Min(apart, low));
        _servers = new ServerState[low + high];
        _busyUntil = new double[_servers.Length];
        _order = new int[_servers.Length];
        _calendar = new TurnCalendar(_servers.Length, sizes.LongestOutput);
        _followed = new FollowedRequest[_servers.Length * FollowedPerServer];
        _waiting = [.. _servers.Select(_ => new Queue<WaitingRequest>())];
        Speeds = [new ClassSpeed(physics), new ClassSpeed(physics), new ClassSpeed(physics)];
        for (var server = 0; server < _servers.Length; server++)
        {
            var speed = Speeds[ClassOf(server)];
            _servers[server] = new ServerState
            {
                Speed = speed, Pace = speed.Paces[0], NextEnd = double.PositiveInfinity, NextFollowed = double.PositiveInfinity,
            };
        }
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

    /// <summary>Of the requests that started, all classes.</summary>
    public double TokensDone => _servers.Sum(static s => s.Tokens);

    public LatencyHistogram[] Latencies { get; } = [new(), new(), new()];

    public int ClassOf(int server) => server >= Low ? 1 : server >= Apart ? 0 : 2;

    /// <summary>How long a request would wait there; the batch breaks ties.</summary>
    public double Backlog(int server, double at)
    {
        ref var s = ref _servers[server];
        return double.MaxNative(_busyUntil[server] - at, 0) + .02 * s.Batch + s.Waiting;
    }

    public int LowInPrefill(double at) => PrefillQueues.CountAfter(_busyUntil.AsSpan(0, Low), at);

    public int HighInPrefill(double at) => PrefillQueues.CountAfter(_busyUntil.AsSpan(Low), at);

    /// <summary>When the next server of low priority will have read its prompts; infinite when none is reading.</summary>
    public double NextLowEnd(double at) => PrefillQueues.FirstAfter(_busyUntil.AsSpan(0, Low), at);

    public void Admit(int server, double at, in WaitingRequest request)
    {
        ref var s = ref _servers[server];
        Advance(ref s, server, at);
        if (s.Batch >= _physics.MaxBatch)
        {
            _waiting[server].Enqueue(request);
            s.Waiting++;
            return;
        }

        Start(ref s, server, request);
    }

    /// <summary>Brings every server up to date and collects what it drew.</summary>
    public void AdvanceAll(double to)
    {
        var staying = TellApart(to);
        foreach (var server in _order.AsSpan(0, staying))
        {
            // One round of Advance.
            ref var s = ref _servers[server];
            var from = double.MaxNative(s.At, double.MinNative(_busyUntil[server], to));
            s.Turns += (to - from) * s.Pace.TurnsPerSecond;
            s.PrefillSeconds += from - s.At;
            s.Joules = s.Joules + (from - s.At) * s.QueueWatts + (to - from) * s.Pace.Watts;
            s.At = to;
        }

        foreach (var server in _order.AsSpan(staying, Count - staying))
        {
            Advance(ref _servers[server], server, to);
        }

        for (var kind = 0; kind < Classes; kind++)
        {
            var (joules, prefill) = (0.0, 0.0);
            foreach (ref var s in Range(kind))
            {
                joules += s.Joules;
                prefill += s.PrefillSeconds;
                (s.Joules, s.PrefillSeconds) = (0, 0);
            }

            Joules[kind] += joules;
            PrefillSeconds[kind] += prefill;
        }
    }

    /// <summary>A new clock or limit from now on; prefill under way goes on at the new pace.</summary>
    public void SetSpeed(int kind, double at, double ratio, double limitShare)
    {
        var speed = Speeds[kind];
        for (var server = 0; server < _servers.Length; server++)
        {
            if (ClassOf(server) == kind)
            {
                Advance(ref _servers[server], server, at);
            }
        }

        var old = speed.PrefillTime;
        speed.Set(ratio, limitShare);
        for (var server = 0; server < _servers.Length; server++)
        {
            if (ClassOf(server) == kind)
            {
                ref var s = ref _servers[server];
                ref var busy = ref _busyUntil[server];
                if (busy > at)
                {
                    busy = at + (busy - at) * speed.PrefillTime / old;
                    s.QueueShare *= _physics.Curve.PrefillPower(ratio) / _physics.Curve.PrefillPower(1 / old);
                }

                s.QueueWatts = speed.PrefillWatts(s.QueueShare);
                s.Pace = speed.Paces[s.Batch];
            }
        }
    }

    private Span<ServerState> Range(int kind) => kind switch
    {
        0 => _servers.AsSpan(Apart, Low - Apart), 1 => _servers.AsSpan(Low), _ => _servers.AsSpan(0, Apart),
    };

    /// <summary>Orders servers: those of which no request ends until then, and the others.</summary>
    /// <remarks>Another coin; a loop for each kind guesses right.</remarks>
    /// <returns>How many the first are.</returns>
    private int TellApart(double to)
    {
        var (servers, busy, order) = (_servers, _busyUntil, _order);
        var (staying, ending) = (0, servers.Length - 1);
        for (var server = 0; server < servers.Length; server++)
        {
            ref var s = ref servers[server];
            var from = double.MaxNative(s.At, double.MinNative(busy[server], to));
            int ends = Unsafe.BitCast<bool, byte>(s.Turns + (to - from) * s.Pace.TurnsPerSecond >= s.NextEnd);
            (order[staying], order[ending]) = (server, server);
            (staying, ending) = (staying + 1 - ends, ending - ends);
        }

        return staying;
    }

    /// <remarks>
    /// Whether a server is in prefill, idle or decoding is a coin that no processor guesses, so the three are one sum: the
    /// rest of its prefill, then decode at the pace of its batch, that of an empty one being none.
    /// </remarks>
    private void Advance(ref ServerState s, int server, double to)
    {
        while (s.At < to)
        {
            var from = double.MaxNative(s.At, double.MinNative(_busyUntil[server], to));
            var prefill = from - s.At;
            var reached = s.Turns + (to - from) * s.Pace.TurnsPerSecond;
            s.PrefillSeconds += prefill;
            s.Joules += prefill * s.QueueWatts;
            if (reached < s.NextEnd)
            {
                s.Joules += (to - from) * s.Pace.Watts;
                (s.Turns, s.At) = (reached, to);
                return;
            }

            var seconds = double.MinNative((s.NextEnd - s.Turns) * s.Pace.SecondsPerTurn, to - from);
            s.Joules += seconds * s.Pace.Watts;
            s.At = from + seconds;
            End(ref s, server);
        }
    }

    /// <summary>The batch reached its next bucket: its requests end, and those that wait for room start.</summary>
    private void End(ref ServerState s, int server)
    {
        s.Turns = s.NextEnd;
        s.Batch -= _calendar.Take(server, s.NextEnd, out var next);
        s.NextEnd = s.Batch == 0 ? double.PositiveInfinity : next;
        if (s.NextFollowed < s.Turns)
        {
            Record(ref s, server, s.Pace.SecondsPerTurn);
        }

        s.Pace = s.Speed.Paces[s.Batch];
        while (s.Waiting > 0 && s.Batch < _physics.MaxBatch)
        {
            s.Waiting--;
            Start(ref s, server, _waiting[server].Dequeue());
        }
    }

    private void Start(ref ServerState s, int server, in WaitingRequest request)
    {
        ref readonly var size = ref _sizes[request.Size];
        ref var busy = ref _busyUntil[server];
        var (seconds, share) = s.Speed.Prefill(size);
        var queued = double.MaxNative(busy - s.At, 0);
        s.QueueShare = (queued * s.QueueShare + seconds * share) / (queued + seconds);
        s.QueueWatts = s.Speed.PrefillWatts(s.QueueShare);
        busy = s.At + queued + seconds;
        s.Pace = s.Speed.Paces[++s.Batch];
        s.Tokens += size.Tokens;
        var endTurn = s.Turns + size.Tokens;
        s.NextEnd = double.MinNative(s.NextEnd, _calendar.Add(server, endTurn));
        if (request.IsFollowed && s.Followed < FollowedPerServer)
        {
            _followed[server * FollowedPerServer + s.Followed++] = new FollowedRequest(request.ArrivedAt, endTurn);
            s.NextFollowed = double.MinNative(s.NextFollowed, endTurn);
        }
    }

    private void Record(ref ServerState s, int server, double secondsPerTurn)
    {
        var followed = _followed.AsSpan(server * FollowedPerServer, FollowedPerServer);
        s.NextFollowed = double.PositiveInfinity;
        for (var i = s.Followed - 1; i >= 0; i--)
        {
            if (followed[i].EndTurn < s.Turns)
            {
                // The bucket ended up to four turns after the request did.
                Latencies[ClassOf(server)].Add(s.At - (s.Turns - followed[i].EndTurn) * secondsPerTurn - followed[i].ArrivedAt);
                followed[i] = followed[--s.Followed];
            }
            else
            {
                s.NextFollowed = double.MinNative(s.NextFollowed, followed[i].EndTurn);
            }
        }
    }
}

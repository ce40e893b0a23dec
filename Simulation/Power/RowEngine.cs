using Headroom.Simulation.Events;

namespace Headroom.Simulation.Power;

/// <summary>Requests into servers: arrivals, the shorter of two queues, and the gate of low priority.</summary>
/// <remarks>
/// Arrivals take the same draws whatever a policy does, so runs with equal seeds see equal requests at equal times.
/// </remarks>
internal sealed class RowEngine
{
    /// <summary>Every so many-th request has its latency recorded.</summary>
    private const int FollowEvery = 32;

    private const double ExchangeSeconds = .25;
    private const double KeepCount = .5;

    private readonly ServerBank _bank;
    private readonly RequestSize[] _sizes;
    private readonly bool _isGated;
    private FastRandom _random;
    private double _next;
    private double _rate;
    private double _nextExchange;
    private int _sinceFollowed;

    public RowEngine(RowPhysics physics, TokenSizes sizes, int servers, int seed, bool isGated, bool hasEngineGate, int apart = 0)
    {
        _bank = new ServerBank(physics, sizes, servers / 2, servers - servers / 2, apart);
        (_sizes, _isGated) = (sizes.Sizes, isGated);
        _random = new FastRandom(seed, "arrivals");
        Gate = new PrefillGate(isDelayed: !hasEngineGate);
        _next = double.PositiveInfinity;
    }

    public ServerBank Bank => _bank;

    public PrefillGate Gate { get; }

    public double Now { get; private set; }

    /// <summary>Prefill seconds at the highest clock that arrived, by class, since they were last cleared.</summary>
    public double[] Offered { get; } = new double[2];

    /// <param name="perSecond">Requests of the whole row from now on.</param>
    public void SetRate(double perSecond)
    {
        // A wait that is exponential may be rescaled: what is left of it is exponential too.
        _next = double.IsInfinity(_next) ? Now + _random.NextExponential() / perSecond : Now + (_next - Now) * _rate / perSecond;
        _rate = perSecond;
    }

    public void SetSpeed(int kind, double ratio, double limitShare) => _bank.SetSpeed(kind, Now, ratio, limitShare);

    /// <summary>The same prompt on every server at once, past every gate.</summary>
    public void Burst(int size)
    {
        for (var server = 0; server < _bank.Count; server++)
        {
            _bank.Admit(server, Now, new WaitingRequest(Now, size, IsFollowed: false));
        }
    }

    public void RunUntil(double to)
    {
        while (_isGated && _nextExchange <= to)
        {
            ArriveUntil(_nextExchange);
            EndPrefills(_nextExchange);
            Gate.Exchange(_bank.HighInPrefill(_nextExchange), KeepCount);
            ReleaseHeld(_nextExchange);
            _nextExchange += ExchangeSeconds;
        }

        ArriveUntil(to);
        if (_isGated)
        {
            EndPrefills(to);
        }

        _bank.AdvanceAll(to);
        Now = to;
    }

    private void ArriveUntil(double to)
    {
        while (_next <= to)
        {
            Arrive(_next);
            _next += _random.NextExponential() / _rate;
        }
    }

    private void Arrive(double at)
    {
        var bits = _random.Next();
        var index = (int)((bits >> 32) * (ulong)_sizes.Length >> 32);
        var isLow = (int)((bits & 0xffff) * (ulong)_bank.Count >> 16) < _bank.Low;
        var isFollowed = ++_sinceFollowed == FollowEvery;
        if (isFollowed)
        {
            _sinceFollowed = 0;
        }

        var request = new WaitingRequest(at, index, isFollowed);
        Offered[isLow ? 0 : 1] += _sizes[index].Seconds;
        if (!isLow || !_isGated)
        {
            _bank.Admit(Choose(isLow, bits, at), at, request);
            return;
        }

        EndPrefills(at);
        if (Gate.Held > 0 || !Gate.HasRoom)
        {
            Gate.Hold(request);
            return;
        }

        Start(bits, at, request);
    }

    private void Start(ulong bits, double at, in WaitingRequest request)
    {
        var server = Choose(true, bits, at);
        var wasBusy = _bank.BusyUntil(server) > at;
        _bank.Admit(server, at, request);
        if (!wasBusy)
        {
            Gate.Busy(server, _bank.BusyUntil(server));
        }
    }

    private int Choose(bool isLow, ulong bits, double at)
    {
        var (first, count) = isLow ? (0, _bank.Low) : (_bank.Low, _bank.Count - _bank.Low);
        var one = first + (int)(((bits >> 16) & 0xff) * (ulong)count >> 8);
        var other = first + (int)(((bits >> 24) & 0xff) * (ulong)count >> 8);
        return _bank.Backlog(one, at) <= _bank.Backlog(other, at) ? one : other;
    }

    private void EndPrefills(double to)
    {
        while (Gate.NextEnd <= to)
        {
            var at = Gate.NextEnd;
            var server = Gate.TakeNext();
            if (_bank.BusyUntil(server) > at)
            {
                Gate.Busy(server, _bank.BusyUntil(server));
                continue;
            }

            ReleaseHeld(at);
        }
    }

    private void ReleaseHeld(double at)
    {
        while (Gate.HasRoom && Gate.TryRelease(out var request))
        {
            // The server is drawn from the request itself, so that the stream of arrivals stays as it is.
            var bits = (ulong)request.Size * 0x9E3779B97F4A7C15UL ^ BitConverter.DoubleToUInt64Bits(request.ArrivedAt) * 0xD1B54A32D192ED03UL;
            Start(bits, at, request);
        }
    }
}

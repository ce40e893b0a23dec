using System.Runtime.CompilerServices;
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
    private readonly DrawnRequest[] _drawn = new DrawnRequest[64];
    private FastRandom _random;
    private double _next;
    private double _rate;
    private double _nextExchange;
    private double _released;
    private int _mostLow;
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

    /// <summary>Arrivals and releases up to an instant; servers that nothing touches stay behind until <see cref="Settle"/>.</summary>
    public void RunUntil(double to)
    {
        while (_isGated && _nextExchange <= to)
        {
            ArriveUntil(_nextExchange);
            ReleaseUntil(_nextExchange);
            Gate.Exchange(_bank.HighInPrefill(_nextExchange), KeepCount);
            Release(_nextExchange);
            _nextExchange += ExchangeSeconds;
        }

        ArriveUntil(to);
        ReleaseUntil(to);
        Now = to;
    }

    /// <summary>Every server up to now.</summary>
    public void Settle() => _bank.AdvanceAll(Now);

    /// <remarks>Drawn first and placed after: what is drawn waits for no branch and no memory.</remarks>
    private void ArriveUntil(double to)
    {
        while (_next <= to)
        {
            var drawn = Draw(to);
            for (var i = 0; i < drawn; i++)
            {
                Arrive(_drawn[i]);
            }
        }
    }

    private int Draw(double to)
    {
        // In locals: each draw needs the one before, and a field would send it through memory.
        var (random, next, count) = (_random, _next, 0);
        var (each, sizes, drawn, low, servers) = (1 / _rate, _sizes, _drawn, _bank.Low, (ulong)_bank.Count);
        var (offeredLow, offeredHigh) = (Offered[0], Offered[1]);
        for (; next <= to && count < drawn.Length; count++)
        {
            var bits = random.Next();
            var index = (int)((bits >> 32) * (ulong)sizes.Length >> 32);
            var kind = (low - 1 - (int)((bits & 0xffff) * servers >> 16)) >>> 31;
            double seconds = sizes[index].Seconds;
            offeredLow += seconds * (1 - kind);
            offeredHigh += seconds * kind;
            drawn[count] = new DrawnRequest(next, index, kind, (uint)(bits >> 16) & 0xffff);
            next += random.NextExponential() * each;
        }

        (_random, _next) = (random, next);
        (Offered[0], Offered[1]) = (offeredLow, offeredHigh);
        return count;
    }

    private void Arrive(in DrawnRequest drawn)
    {
        var isFollowed = ++_sinceFollowed == FollowEvery;
        if (isFollowed)
        {
            _sinceFollowed = 0;
        }

        var request = new WaitingRequest(drawn.At, drawn.Size, isFollowed);
        if (_isGated && drawn.Kind == 0 && IsHeldBack(drawn.At))
        {
            Gate.Hold(request);
            return;
        }

        _bank.Admit(Choose(drawn.Kind, drawn.Pick, drawn.At), drawn.At, request);
    }

    private bool IsHeldBack(double at)
    {
        if (Gate.Held > 0)
        {
            ReleaseUntil(at);
        }

        return Gate.Held > 0 || !HasRoom(at);
    }

    /// <summary>Whether one more low server may begin prefill; servers are counted only where a bound does not answer.</summary>
    private bool HasRoom(double at)
    {
        if (!Gate.HasRoomFor(_mostLow + 1))
        {
            _mostLow = _bank.LowInPrefill(at);
        }

        return Gate.HasRoomFor(++_mostLow);
    }

    /// <summary>The shorter of two queues. Neither class nor answer is a branch: both are coins that no processor guesses.</summary>
    /// <param name="pick">Sixteen random bits: eight for each of the two servers.</param>
    private int Choose(int kind, uint pick, double at)
    {
        var first = kind * _bank.Low;
        var count = _bank.Low + kind * (_bank.Count - 2 * _bank.Low);
        var one = first + ((int)(pick & 0xff) * count >> 8);
        var other = first + ((int)(pick >> 8) * count >> 8);
        int isOther = Unsafe.BitCast<bool, byte>(_bank.Backlog(one, at) > _bank.Backlog(other, at));
        return one + isOther * (other - one);
    }

    /// <summary>Held work starts wherever a server ends its prompts.</summary>
    private void ReleaseUntil(double to)
    {
        while (Gate.Held > 0)
        {
            var end = _bank.NextLowEnd(_released);
            if (end > to)
            {
                break;
            }

            Release(end);
        }

        _released = to;
    }

    private void Release(double at)
    {
        _released = at;
        while (Gate.Held > 0 && HasRoom(at))
        {
            // The server is drawn from the request itself, so that the stream of arrivals stays as it is.
            var request = Gate.TakeFirst();
            var bits = unchecked((ulong)request.Size * 0x9E3779B97F4A7C15UL ^ BitConverter.DoubleToUInt64Bits(request.ArrivedAt) * 0xD1B54A32D192ED03UL);
            _bank.Admit(Choose(0, (uint)(bits >> 16) & 0xffff, at), at, request);
        }
    }
}

namespace Headroom.Scaling.ColdStart.Services;

/// <summary>
/// Keeps a service loaded, or loads it ahead, while the requests per second that can be expected of it before a load would be
/// ready lie above a threshold: by how long it has idled, by its timer, and by what it follows. The threshold is a price, or
/// steered so that idling costs what a fixed keep-alive would. docs/algorithms/cold-starts.md.
/// </summary>
/// <remarks>Knows services by number only and no clients. Not thread-safe: the owner serialises access.</remarks>
public sealed class ServiceKeepAlive : IKeepAlivePolicy
{
    // Least time between two verdicts without news.
    private const double Shortest = 0.5;

    // Many services together spend evenly: a day's overspending can be made good in a day.
    private const double Horizon = 86_400;

    // Where timers explain all requests none is left for gaps: without a floor the budget could not be steered back to.
    private const double LeastHazard = 0.1;

    private readonly double _keepAlive;
    private readonly IdleBudget _budget;
    private readonly ColdStartPrice? _price;
    private readonly GapHazards _gaps = new();
    private readonly StartUpLead _startUp = new();
    private readonly List<KeptService> _services = [];
    private readonly Workflows _workflows;
    private readonly List<(Leader Leader, double After, double Rate)> _led = [];
    private readonly List<int> _touched = [];
    private double _threshold;
    private double _nextSteering = double.NegativeInfinity;

    /// <param name="keepAlive">Seconds of the fixed keep-alive that sets the budget of idle time, &gt; 0.</param>
    public ServiceKeepAlive(double keepAlive)
    {
        (_keepAlive, _budget, _workflows) = (keepAlive, new IdleBudget(keepAlive, Horizon), new Workflows(_services));
        _threshold = _budget.Threshold;
    }

    /// <param name="price">Of idling and waiting: no budget is kept.</param>
    public ServiceKeepAlive(ColdStartPrice price)
        : this(keepAlive: 60)
    {
        ArgumentNullException.ThrowIfNull(price);
        _price = price;
    }

    /// <summary>What was spent and what was allowed, where idling is steered to a budget.</summary>
    public IdleBudget Budget => _budget;

    public IReadOnlyList<int> Touched => _touched;

    /// <summary>Services that a timer calls, as far as recognised.</summary>
    public int Timers => _services.Count(static s => s.Timer.IsTimer);

    public void Arrive(double time, int service)
    {
        Steer(time);
        while (_services.Count <= service)
        {
            _services.Add(new KeptService());
        }

        var asked = _services[service];
        if (asked.IsIdle)
        {
            Learn(asked, service, time);
        }
        else if (asked.Arrivals == 0)
        {
            _workflows.Rates(service, time, _led);
            _workflows.Learn(service, time, _led, _gaps.OfAll(_keepAlive));
            asked.Timer.Arrive(time);
        }

        asked.IdleSince = double.NaN;
        asked.LastArrival = time;
        asked.Arrivals++;
        _workflows.Remember(service);
        _touched.Clear();
        _touched.AddRange(asked.Followers);
    }

    public void Finish(double time, int service) => _services[service].IdleSince = time;

    public void StartedUp(int service, double seconds) => _startUp.Observe(seconds);

    public void Idled(double idleFor, double seconds, bool isLoaded) => _budget.Idle(idleFor, seconds, isLoaded);

    public KeepVerdict Decide(double time, int service, bool isLoaded)
    {
        Steer(time);
        if (service >= _services.Count)
        {
            return new KeepVerdict(false, double.PositiveInfinity);
        }

        var kept = _services[service];
        if (!kept.IsIdle)
        {
            return new KeepVerdict(kept.Arrivals > 0, double.PositiveInfinity);
        }

        var grounds = Weigh(time, service, isLoaded);
        return new KeepVerdict(grounds.IsWorth, grounds.Until);
    }

    /// <summary>What <see cref="Decide"/> weighs, for whoever has to say why.</summary>
    /// <param name="time">Now.</param>
    /// <param name="service">One that idles.</param>
    /// <param name="isLoaded">As for <see cref="Decide"/>.</param>
    public KeepGrounds Weigh(double time, int service, bool isLoaded)
    {
        Steer(time);
        var kept = _services[service];
        // Where a load has to be paid for first, a rate that lasts w seconds is worth w / (w + load) of itself.
        var (age, lead, load) = (time - kept.IdleSince, _startUp.Seconds, isLoaded ? 0 : _startUp.Mean);
        var byGap = Math.Max(_gaps.Rate(kept.Gaps, age), _gaps.Rate(kept.Gaps, age + lead));
        var (byTimer, timerUntil) = kept.Timer.Rate(time, lead);
        var (byLeader, leaderUntil) = _workflows.Most(service, time, lead, load);
        var gapUntil = time + Math.Min(GapHazards.Start(GapHazards.Bin(age) + 1) - age, GapHazards.Start(GapHazards.Bin(age + lead) + 1) - age - lead);
        var until = Math.Min(gapUntil, Math.Min(timerUntil, leaderUntil));
        var (gapLasts, timerLasts) = (GapHazards.Width(age + lead), kept.Timer.Window);
        return new KeepGrounds(
            byGap * gapLasts / (gapLasts + load), byTimer * timerLasts / (timerLasts + load), byLeader, _threshold, Math.Max(until, time + Shortest));
    }

    private void Learn(KeptService asked, int service, double time)
    {
        var gap = time - asked.IdleSince;
        var byGap = _gaps.Rate(asked.Gaps, gap);
        var (byTimer, _) = asked.Timer.Rate(time, 0);
        _workflows.Rates(service, time, _led);
        var byLeaders = _led.Sum(static l => l.Rate);
        _gaps.Learn(asked.Gaps, gap, byGap / (byGap + byTimer + byLeaders));
        _workflows.Learn(service, time, _led, byGap + byTimer);
        if (asked.Timer.Arrive(time))
        {
            asked.Gaps.Forget();
        }
    }

    private void Steer(double time)
    {
        if (time < _nextSteering)
        {
            return;
        }

        _nextSteering = time + IdleBudget.Period;
        if (_price is { } price)
        {
            _threshold = price.IdleSecond / (price.WaitedSecond * _startUp.Mean);
        }
        else
        {
            _budget.Steer(Math.Max(_gaps.OfAll(_keepAlive), LeastHazard / _keepAlive));
            _threshold = _budget.Threshold;
        }

        _startUp.Choose(_threshold);
    }
}

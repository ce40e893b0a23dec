namespace Headroom.Scaling.ColdStart.Outlook;

/// <summary>What is remembered of one service's requests, whoever made them.</summary>
internal sealed class IdleService
{
    public const int Features = 23;

    // Logarithm of the gap that is assumed before one was seen: ten minutes.
    private const double FirstLogGap = 6.4;
    private const double GapShare = 0.1;

    // A service nobody knows: one request in three hours.
    private const double UnknownRate = 1e-4;
    private const double Hour = 3_600;

    // Events that the longer rate counts for in the shorter one, and the average in a service's own eagerness.
    private const double Strength = 2;
    private const double FewEvents = 3;

    private readonly double _firstSeen;
    private readonly DecayedCount[] _requests = Spans();
    private readonly Frailty _eagerness = new();
    private double _logGap = FirstLogGap;
    private double _lastLogGap = FirstLogGap;

    public IdleService(double firstSeen) => (_firstSeen, IdleSince, NextStretch) = (firstSeen, firstSeen, firstSeen);

    public int Running { get; private set; }

    public double IdleSince { get; private set; }

    public double NextStretch { get; set; }

    /// <summary>Stretches that are watched, oldest first.</summary>
    public Queue<Stretch> Open { get; } = new();

    /// <summary>A quarter of an hour, an hour, four hours, a day, four days.</summary>
    public static DecayedCount[] Spans() => [new(900), new(3_600), new(4 * 3_600), new(86_400), new(4 * 86_400)];

    public static void Add(DecayedCount[] counts, double time)
    {
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i].Add(time);
        }
    }

    public void Arrive(double time)
    {
        if (Running == 0)
        {
            _lastLogGap = Math.Log(1 + time - IdleSince);
            _logGap += GapShare * (_lastLogGap - _logGap);
        }

        Running++;
        Open.Clear();
        Add(_requests, time);
    }

    public void Finish(double time)
    {
        Running = Math.Max(0, Running - 1);
        (IdleSince, NextStretch) = (time, time);
    }

    public void Learn(double offset, double seconds, bool isEvent) => _eagerness.Learn(Math.Exp(offset) * seconds, isEvent);

    /// <summary>All features but those of all services.</summary>
    public void Describe(double time, CauseRates causes, double[] x)
    {
        var known = Math.Max(time - _firstSeen, Hour);
        var days = _requests[4].Rate(time, known, UnknownRate, 1);
        var day = _requests[3].Rate(time, known, days, Strength);
        var hours = _requests[2].Rate(time, known, day, Strength);
        var hour = _requests[1].Rate(time, known, hours, Strength);
        var quarter = _requests[0].Rate(time, known, hour, Strength);
        var logIdle = Math.Log(1 + time - IdleSince);
        var age = logIdle / 5 - 1;
        var level = (Math.Log(causes.Sum) + 7) / 3;
        x[0] = 1;
        x[1] = age;
        x[2] = age * age;
        x[3] = level;
        x[4] = level * level;
        x[5] = age * level;
        x[6] = causes.Repeats / causes.Sum;
        x[7] = causes.Newcomers / causes.Sum;
        x[8] = (Math.Log(day) + 7) / 3;
        x[9] = Math.Log(days / day);
        x[10] = Math.Log(hours / day);
        x[11] = Math.Log(hour / hours);
        x[12] = Math.Log(quarter / hour);
        x[13] = _lastLogGap / 5 - 1;
        x[14] = _logGap / 5 - 1;
        x[15] = Math.Clamp((logIdle - _logGap) / 2, -2, 2);
        x[16] = _eagerness.LogRatio(FewEvents);
        x[21] = x[6] * age;
        x[22] = x[7] * age;
    }
}

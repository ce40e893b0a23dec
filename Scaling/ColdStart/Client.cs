namespace Headroom.Scaling.ColdStart;

/// <summary>What is remembered of one client: where it is, how often it comes, where else it has been.</summary>
internal sealed class Client(int key)
{
    // Logarithm of the gap that is assumed before one was seen: a minute and a half.
    private const double FirstLogGap = 4.5;
    private const double GapShare = 0.3;
    private const double SwitchShare = 0.15;

    private const double LongestLearnedGap = 3600;

    // Later requests begin another visit.
    private const double VisitEnds = 1800;

    public int Key => key;

    /// <summary>Service of the newest request.</summary>
    public int Here { get; private set; } = -1;

    /// <summary>The service before that; −1 without one.</summary>
    public int Before { get; private set; } = -1;

    public double LastArrival { get; private set; }

    /// <summary>When its newest work ended; while some runs, meaningless.</summary>
    public double LastEnd { get; private set; }

    public int Running { get; private set; }

    /// <summary>Requests in all, in this visit, and in a row to the same service.</summary>
    public int Requests { get; private set; }

    public int VisitRequests { get; private set; }

    public int InARow { get; private set; }

    /// <summary>Running mean of the logarithm of the seconds between an end and the next request.</summary>
    public double LogGap { get; private set; } = FirstLogGap;

    public double LastGap { get; private set; }

    public double LastDuration { get; private set; }

    /// <summary>Recent share of requests that went to another service than the one before.</summary>
    public double SwitchRate { get; private set; } = 0.2;

    /// <summary>Requests by service, ever and in this visit.</summary>
    public Dictionary<int, int> Services { get; } = [];

    public Dictionary<int, int> Visited { get; } = [];

    /// <summary>Raised by every request: what was scheduled before it is void.</summary>
    public int Version { get; private set; }

    /// <summary>Seconds since its work ended; 0 while some runs.</summary>
    public double Idle(double time) => Running > 0 ? 0 : Math.Max(0, time - LastEnd);

    /// <param name="time">Now.</param>
    /// <param name="service">What is asked for.</param>
    /// <param name="wasHere">False for one that counts as new: unknown, or away for long.</param>
    public void Arrive(double time, int service, bool wasHere)
    {
        var gap = Idle(time);
        var isSwitch = Requests > 0 && service != Here;
        if (!wasHere || gap > VisitEnds)
        {
            (VisitRequests, InARow) = (0, 0);
            Visited.Clear();
        }

        if (wasHere)
        {
            LogGap += gap < LongestLearnedGap ? GapShare * (Math.Log(1 + gap) - LogGap) : 0;
            LastGap = gap;
            SwitchRate += SwitchShare * ((isSwitch ? 1 : 0) - SwitchRate);
        }

        if (isSwitch)
        {
            (Before, InARow) = (Here, 0);
        }

        (Here, LastArrival) = (service, time);
        Running++;
        Requests++;
        VisitRequests++;
        InARow++;
        Version++;
        Services[service] = Services.GetValueOrDefault(service) + 1;
        Visited[service] = Visited.GetValueOrDefault(service) + 1;
    }

    public void Finish(double time, double duration)
    {
        Running = Math.Max(0, Running - 1);
        (LastEnd, LastDuration) = (time, duration);
    }
}

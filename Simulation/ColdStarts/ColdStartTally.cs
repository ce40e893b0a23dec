namespace Headroom.Simulation.ColdStarts;

/// <summary>What a policy cost on a trace: requests that found their service unloaded, and idle time that was loaded.</summary>
/// <param name="lateFrom">From here on figures are also counted apart, seconds.</param>
/// <param name="loadTimes">Seconds that loading took elsewhere: a cold request waits for one of them.</param>
public sealed class ColdStartTally(double lateFrom, IReadOnlyList<double> loadTimes)
{
    private readonly List<double> _waits = [];
    private int _requests;
    private int _lateRequests;
    private int _lateCold;
    private double _wasted;
    private double _lateWasted;

    public int Cold { get; private set; }

    /// <summary>Loads, for requests and ahead of them.</summary>
    public int Loads { get; private set; }

    /// <summary>Percent of requests.</summary>
    public double ColdPercent => 100.0 * Cold / _requests;

    /// <summary>Percent of the requests after the first part.</summary>
    public double LateColdPercent => 100.0 * _lateCold / _lateRequests;

    /// <summary>Hours that services were loaded and idle.</summary>
    public double WastedHours => _wasted / 3600;

    public double LateWastedHours => _lateWasted / 3600;

    /// <param name="time">When it came.</param>
    /// <param name="isCold">Whether its service was unloaded.</param>
    public void Request(double time, bool isCold)
    {
        // The same request waits for the same load whatever the policy.
        _waits.Add(isCold && loadTimes.Count > 0 ? loadTimes[(int)(unchecked((uint)_requests * 2654435761u) % (uint)loadTimes.Count)] : 0);
        _requests++;
        Cold += isCold ? 1 : 0;
        Loads += isCold ? 1 : 0;
        if (time >= lateFrom)
        {
            _lateRequests++;
            _lateCold += isCold ? 1 : 0;
        }
    }

    /// <summary>A service was loaded ahead of a request.</summary>
    public void Preload() => Loads++;

    /// <param name="from">Beginning of a stretch that a service idled and was loaded.</param>
    /// <param name="seconds">Its length.</param>
    public void Waste(double from, double seconds)
    {
        _wasted += seconds;
        _lateWasted += Math.Max(0, Math.Min(seconds, from + seconds - lateFrom));
    }

    /// <summary>Seconds waited for a load by this share of requests at most.</summary>
    public double Wait(double share)
    {
        _waits.Sort();
        return _waits[Math.Min(_waits.Count - 1, (int)(share * _waits.Count))];
    }
}

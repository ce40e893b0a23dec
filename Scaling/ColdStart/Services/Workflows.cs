namespace Headroom.Scaling.ColdStart.Services;

/// <summary>
/// Which service follows which: every service keeps a few candidates that came shortly before it, tries the newest in the place
/// of those that proved nothing, and learns how often and how soon it follows each.
/// </summary>
internal sealed class Workflows(IReadOnlyList<KeptService> services)
{
    private const int MostLeaders = 12;
    private const int MostTried = 5;
    private const int Remembered = 24;

    // Followed less often, a leader is a coincidence so far.
    private const double LeastHits = 1.5;
    private const double Explained = 0.5;

    private readonly Queue<int> _recent = new();

    /// <summary>Requests per second that other services lead to, by leader, at this moment.</summary>
    public void Rates(int service, double time, List<(Leader Leader, double After, double Rate)> rates)
    {
        rates.Clear();
        foreach (var leader in services[service].Leaders)
        {
            if (After(leader, service, time) is { } after)
            {
                rates.Add((leader, after, leader.Rate(after, services[leader.Service].Arrivals)));
            }
        }
    }

    /// <summary>The most between now and so many seconds ahead, and when that changes.</summary>
    /// <param name="service">That may follow others.</param>
    /// <param name="time">Now.</param>
    /// <param name="ahead">Seconds, ≥ 0.</param>
    /// <param name="load">Seconds of a load to be paid for first: a rate that lasts no longer is worth half of itself.</param>
    public (double Rate, double Until) Most(int service, double time, double ahead, double load)
    {
        var (sum, until) = (0.0, double.PositiveInfinity);
        foreach (var leader in services[service].Leaders)
        {
            if (leader.Hits >= LeastHits && After(leader, service, time) is { } after)
            {
                var (most, seconds, age) = leader.Most(after, after + ahead, services[leader.Service].Arrivals);
                sum += most * seconds / (seconds + load);
                until = Math.Min(until, time + age - after);
            }
        }

        return (sum, until);
    }

    /// <summary>A request came to a service that was idle.</summary>
    /// <param name="service">The one that came.</param>
    /// <param name="time">When.</param>
    /// <param name="rates">Of <see cref="Rates"/> at that moment.</param>
    /// <param name="others">Requests per second that had been expected of it for other reasons.</param>
    public void Learn(int service, double time, IReadOnlyList<(Leader Leader, double After, double Rate)> rates, double others)
    {
        var all = others + rates.Sum(static r => r.Rate);
        var explained = 0.0;
        foreach (var (leader, after, rate) in rates)
        {
            leader.Learn(after, rate / all);
            explained += leader.Hits >= LeastHits ? rate / all : 0;
            if (leader.Hits >= LeastHits)
            {
                services[leader.Service].Followers.Add(service);
            }
        }

        if (explained < Explained && others / all > 1 - Explained | rates.Count < MostLeaders)
        {
            Try(service, time);
        }
    }

    public void Remember(int service)
    {
        if (_recent.Count == Remembered)
        {
            _recent.Dequeue();
        }

        _recent.Enqueue(service);
    }

    // Seconds since a leader was asked for; null where that is too long ago or has been followed.
    private double? After(Leader leader, int service, double time)
    {
        var came = services[leader.Service].LastArrival;
        return came > services[service].LastArrival && time - came < Leader.Longest ? time - came : null;
    }

    private void Try(int service, double time)
    {
        var leaders = services[service].Leaders;
        var tried = 0;
        foreach (var other in _recent.Reverse())
        {
            var came = services[other].LastArrival;
            if (other == service || came <= services[service].LastArrival || time - came >= Leader.Longest || leaders.Exists(l => l.Service == other))
            {
                continue;
            }

            if (leaders.Count == MostLeaders)
            {
                Drop(service, leaders);
            }

            var leader = new Leader(other, services[other].Arrivals - 1);
            leader.Learn(time - came, Explained);
            leaders.Add(leader);
            if (++tried == MostTried)
            {
                return;
            }
        }
    }

    private void Drop(int service, List<Leader> leaders)
    {
        var weakest = leaders.MinBy(l => l.Share(services[l.Service].Arrivals))!; // there are MostLeaders of them
        leaders.Remove(weakest);
        services[weakest.Service].Followers.Remove(service);
    }
}

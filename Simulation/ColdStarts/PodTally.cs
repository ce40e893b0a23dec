namespace Headroom.Simulation.ColdStarts;

/// <summary>What a policy cost on a trace where loading takes time: cold starts, and seconds that services were loaded or loading.</summary>
public sealed class PodTally
{
    private readonly List<double> _waits = [];

    public int Requests => _waits.Count;

    /// <summary>Requests that found their service not ready.</summary>
    public int ColdStarts { get; private set; }

    /// <summary>Loads, for requests and ahead of them.</summary>
    public int Loads { get; private set; }

    /// <summary>From the beginning of each load to the end of the service's stay, work included.</summary>
    public double PodSeconds { get; private set; }

    public double ColdPercent => 100.0 * ColdStarts / Math.Max(1, Requests);

    /// <param name="wait">Seconds until its service was ready; 0 where it was.</param>
    public void Request(double wait)
    {
        _waits.Add(wait);
        ColdStarts += wait > 0 ? 1 : 0;
    }

    public void Load() => Loads++;

    public void Stayed(double seconds) => PodSeconds += seconds;

    /// <summary>Seconds waited for a load by this share of requests at most.</summary>
    public double Wait(double share)
    {
        _waits.Sort();
        return _waits.Count == 0 ? 0 : _waits[Math.Min(_waits.Count - 1, (int)(share * _waits.Count))];
    }
}

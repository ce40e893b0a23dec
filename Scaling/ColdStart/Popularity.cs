namespace Headroom.Scaling.ColdStart;

/// <summary>Which services are gone to, by clients that switch and by newcomers.</summary>
internal sealed class Popularity(IReadOnlyList<ServiceMemory> services)
{
    // So that a service nobody went to today keeps a share.
    private const double Floor = 0.1;
    private const double TrendPrior = 0.5;
    private const int Hours = 0;
    private const int Day = 1;
    private const int NewcomersDay = 3;

    private readonly DecayedCount[] _switched = ServiceMemory.SwitchSpans();

    /// <summary>Newcomers of all services, by the spans of <see cref="ServiceMemory.Newcomers"/>.</summary>
    public DecayedCount[] AllNewcomers { get; } = ServiceMemory.NewcomerSpans();

    public void Switch(int service, double time)
    {
        Add(services[service].Switched, time);
        Add(_switched, time);
    }

    public void Newcomer(int service, double time)
    {
        Add(services[service].Newcomers, time);
        Add(AllNewcomers, time);
    }

    /// <summary>Share of a day's switches.</summary>
    public double Share(int service, double time) =>
        (services[service].Switched[Day].At(time) + Floor) / (_switched[Day].At(time) + Floor * services.Count);

    /// <summary>Share of the last hours' switches.</summary>
    public double Trend(int service, double time, double share) =>
        (services[service].Switched[Hours].At(time) + TrendPrior * share) / (_switched[Hours].At(time) + TrendPrior);

    /// <summary>Share of a day's newcomers.</summary>
    public double Newcomers(int service, double time) =>
        (services[service].Newcomers[NewcomersDay].At(time) + Floor) / (AllNewcomers[NewcomersDay].At(time) + Floor * services.Count);

    private static void Add(DecayedCount[] counts, double time)
    {
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i].Add(time);
        }
    }
}

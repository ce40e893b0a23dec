using Headroom.Scaling.ColdStart.Outlook;

namespace Headroom.Scaling.ColdStart;

/// <summary>
/// How many requests per second every service can expect now, from what came so far: from clients that repeat, from
/// clients that switch to it from another service, and from newcomers. docs/algorithms/cold-starts.md.
/// </summary>
/// <remarks>
/// Learns with every call and keeps memory in proportion to the clients seen. Times are seconds since any fixed midnight
/// and never fall. Not thread-safe: the owner serialises access.
/// </remarks>
public sealed class ArrivalBelief
{
    /// <summary>A request whose client is not known counts as a newcomer's.</summary>
    public const int UnknownClient = -1;

    private readonly List<ServiceMemory> _services = [];
    private readonly Popularity _popularity;
    private readonly ClientHazards _clients = new();
    private readonly SwitchShares _switches;
    private readonly NewcomerRates _newcomers;
    private CauseRates[] _causes = [];
    private double[] _repeats = [];
    private double[] _switched = [];

    public ArrivalBelief()
    {
        _popularity = new Popularity(_services);
        _switches = new SwitchShares(_services, _popularity);
        _newcomers = new NewcomerRates(_services, _popularity);
    }

    /// <summary>Services seen so far; they are numbered from 0 without gaps.</summary>
    public int Services => _services.Count;

    /// <summary>A request came.</summary>
    /// <param name="time">Seconds, not before any earlier call's.</param>
    /// <param name="service">0 … <see cref="Services"/>; the latter is a new one.</param>
    /// <param name="client">A number of the caller's choice, ≥ 0; or <see cref="UnknownClient"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A service's number leaves a gap.</exception>
    public void Arrive(double time, int service, int client = UnknownClient)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(service);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(service, _services.Count);
        if (service == _services.Count)
        {
            _services.Add(new ServiceMemory(time));
        }

        Advance(time);
        if (client < 0)
        {
            _newcomers.Arrive(service, time);
            return;
        }

        var watch = _clients.Of(client);
        var wasHere = watch.Place >= 0;
        _clients.Arrive(watch, time, service);
        if (!wasHere)
        {
            _newcomers.Arrive(service, time);
        }
        else if (watch.Client.Here != service)
        {
            _switches.Learn(watch.Client, service, time);
        }

        watch.Client.Arrive(time, service, wasHere);
        _services[service].Clients.Add(client);
        _clients.Watch(watch, time);
    }

    /// <summary>A client's request was answered.</summary>
    /// <param name="time">Seconds.</param>
    /// <param name="client">As it was given to <see cref="Arrive"/>.</param>
    /// <param name="duration">Seconds that the answer took, ≥ 0.</param>
    public void Finish(double time, int client, double duration)
    {
        Advance(time);
        if (client >= 0)
        {
            _clients.Finish(_clients.Of(client), time, duration);
        }
    }

    /// <summary>Requests per second that can be expected now.</summary>
    /// <param name="time">Seconds.</param>
    /// <param name="perSecond">Receives one value per service.</param>
    public void Evaluate(double time, Span<double> perSecond)
    {
        Array.Resize(ref _causes, _services.Count);
        Evaluate(time, _causes);
        for (var s = 0; s < _causes.Length; s++)
        {
            perSecond[s] = _causes[s].Sum;
        }
    }

    /// <summary>The same by cause.</summary>
    /// <param name="time">Seconds.</param>
    /// <param name="causes">Receives one value per service.</param>
    internal void Evaluate(double time, Span<CauseRates> causes)
    {
        Advance(time);
        var services = _services.Count;
        Array.Resize(ref _repeats, services);
        Array.Resize(ref _switched, services);
        Array.Clear(_repeats);
        Array.Clear(_switched);
        foreach (var watch in _clients.Here)
        {
            _repeats[watch.Client.Here] += watch.RepeatRate;
        }

        _switches.Spread(_clients.Here, time, _switched);
        for (var s = 0; s < services; s++)
        {
            causes[s] = new CauseRates(_repeats[s], _switched[s], _newcomers.Rate(s));
        }
    }

    private void Advance(double time)
    {
        _clients.Advance(time);
        _newcomers.Advance(time);
    }
}

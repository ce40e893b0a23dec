namespace Headroom.Scaling.ColdStart;

/// <summary>
/// How soon every client that is here asks again, for the same service or for another: two competing risks, each a
/// Poisson regression over the hazard of its age. Clients are watched in exposures that grow with their silence.
/// </summary>
internal sealed class ClientHazards
{
    public const int Features = 22;

    /// <summary>Silent for longer, a client has gone: its next request counts as a newcomer's.</summary>
    public const double Gone = 6 * 3600;

    private const double PriorDeviation = 0.3;
    private const int Classes = 4;

    // Events that the average counts for in a client's and in a service's own eagerness.
    private const double FewEvents = 3;
    private const double SomeEvents = 10;
    private const double Shortest = 6;
    private const double Longest = 900;

    // Requests of one instant count as half a second apart: what takes no time would teach nothing.
    private const double Instant = 0.5;

    private const double ShareOfSilence = 0.2;

    private readonly PoissonRegression _repeat = new(Features, PriorDeviation);
    private readonly PoissonRegression _switch = new(Features, PriorDeviation);
    private readonly AgeHazard _repeatByAge = new(Classes);
    private readonly AgeHazard _switchByAge = new(Classes);
    private readonly Dictionary<int, ClientWatch> _watches = [];
    private readonly List<ClientWatch> _here = [];
    private readonly PriorityQueue<(ClientWatch Watch, int Plan), (double At, long Sequence)> _due = new();
    private readonly List<Frailty> _repeatsByService = [];
    private readonly List<Frailty> _switchesByService = [];
    private long _sequence;

    /// <summary>Clients that asked within <see cref="Gone"/>, in no order.</summary>
    public IReadOnlyList<ClientWatch> Here => _here;

    public bool IsHere(int client) => _watches.TryGetValue(client, out var watch) && watch.Place >= 0;

    /// <summary>What is known of a client; a new one where it never came.</summary>
    public ClientWatch Of(int client) => _watches.TryGetValue(client, out var watch) ? watch : _watches[client] = new ClientWatch(new Client(client));

    /// <summary>Ends the exposures that are due, and learns from them that nothing came.</summary>
    public void Advance(double time)
    {
        while (_due.TryPeek(out var due, out var when) && when.At <= time)
        {
            _due.Dequeue();
            if (due.Plan != due.Watch.Plan)
            {
                continue;
            }

            Learn(due.Watch, when.At, isRepeat: false, isSwitch: false);
            if (due.Watch.Client.Idle(when.At) > Gone)
            {
                Leave(due.Watch);
                continue;
            }

            Open(due.Watch, when.At);
        }
    }

    /// <summary>A request, before the client's own memory takes it.</summary>
    public void Arrive(ClientWatch watch, double time, int service)
    {
        if (watch.Place >= 0)
        {
            Learn(watch, time, isRepeat: service == watch.Client.Here, isSwitch: service != watch.Client.Here);
        }
    }

    /// <summary>After something about the client changed: it is watched from here on.</summary>
    public void Watch(ClientWatch watch, double time)
    {
        if (watch.Place < 0)
        {
            watch.Place = _here.Count;
            _here.Add(watch);
        }

        Open(watch, time);
    }

    /// <summary>The exposure so far, and a new one: its work has ended.</summary>
    public void Finish(ClientWatch watch, double time, double duration)
    {
        if (watch.Place >= 0)
        {
            Learn(watch, time, isRepeat: false, isSwitch: false);
        }

        watch.Client.Finish(time, duration);
        Watch(watch, time);
    }

    private void Leave(ClientWatch watch)
    {
        var last = _here[^1];
        (_here[watch.Place], last.Place) = (last, watch.Place);
        _here.RemoveAt(_here.Count - 1);
        watch.Place = -1;
    }

    private void Open(ClientWatch watch, double time)
    {
        var client = watch.Client;
        var idle = client.Idle(time);
        Describe(client, time, idle, watch.Features);
        watch.Features[18] = watch.Repeats.LogRatio(FewEvents);
        watch.Features[19] = watch.Switches.LogRatio(FewEvents);
        watch.Features[20] = Service(_repeatsByService, client.Here).LogRatio(SomeEvents);
        watch.Features[21] = Service(_switchesByService, client.Here).LogRatio(SomeEvents);
        watch.Start = time;
        watch.RepeatOffset = _repeatByAge.LogRate(Class(client), idle);
        watch.SwitchOffset = _switchByAge.LogRate(Class(client), time - client.LastArrival);
        watch.RepeatRate = _repeat.Rate(watch.Features, watch.RepeatOffset);
        watch.SwitchRate = _switch.Rate(watch.Features, watch.SwitchOffset);
        watch.Plan++;
        _due.Enqueue((watch, watch.Plan), (time + Math.Clamp(ShareOfSilence * idle, Shortest, Longest), _sequence++));
    }

    private void Learn(ClientWatch watch, double time, bool isRepeat, bool isSwitch)
    {
        var client = watch.Client;
        var seconds = Math.Max(time - watch.Start, isRepeat || isSwitch ? Instant : 0);
        watch.Repeats.Learn(Math.Exp(watch.RepeatOffset) * seconds, isRepeat);
        watch.Switches.Learn(Math.Exp(watch.SwitchOffset) * seconds, isSwitch);
        Service(_repeatsByService, client.Here).Learn(Math.Exp(watch.RepeatOffset) * seconds, isRepeat);
        Service(_switchesByService, client.Here).Learn(Math.Exp(watch.SwitchOffset) * seconds, isSwitch);
        _repeat.Learn(watch.Features, watch.RepeatOffset, seconds, isRepeat ? 1 : 0);
        _switch.Learn(watch.Features, watch.SwitchOffset, seconds, isSwitch ? 1 : 0);
        _repeatByAge.Learn(Class(client), client.Running > 0 ? 0 : Math.Max(0, watch.Start - client.LastEnd), seconds, isRepeat);
        _switchByAge.Learn(Class(client), watch.Start - client.LastArrival, seconds, isSwitch);
    }

    private static Frailty Service(List<Frailty> services, int service)
    {
        while (services.Count <= service)
        {
            services.Add(new Frailty());
        }

        return services[service];
    }

    private static int Class(Client client) => client.InARow switch { <= 1 => 0, <= 4 => 1, <= 15 => 2, _ => 3 };

    // Scaled to about ±1, so that one prior deviation suits all.
    private static void Describe(Client client, double time, double idle, Span<double> x)
    {
        var logIdle = Math.Log(1 + idle);
        var age = logIdle / 5 - 1;
        var late = Math.Clamp((logIdle - client.LogGap) / 2, -2, 2);
        var streak = Math.Log(1 + client.InARow) / 2 - 0.5;
        var (sine, cosine) = Math.SinCos(2 * Math.PI * time / 86_400);
        x[0] = 1;
        x[1] = age;
        x[2] = age * age;
        x[3] = streak;
        x[4] = Math.Log(1 + client.Requests) / 2 - 1;
        x[5] = client.LogGap / 3 - 1.5;
        x[6] = late;
        x[7] = Math.Log(1 + client.LastGap) / 3 - 1.5;
        x[8] = Math.Log(1 + client.LastDuration) / 2 - 1.5;
        x[9] = 0.7 * sine;
        x[10] = 0.7 * cosine;
        x[11] = client.Services.Count > 1 ? 0.7 : 0;
        x[12] = late * streak;
        x[13] = late * late;
        x[14] = client.Running > 0 ? 1 : 0;
        x[15] = Math.Log(0.02 + client.SwitchRate) / 2 + 0.8;
        x[16] = Math.Log(client.Visited.Count + 1) / 1.5 - 0.7;
        x[17] = Math.Log(1 + client.VisitRequests) / 2 - 0.8;
    }
}

namespace Headroom.Scaling.ColdStart.Slots;

/// <summary>
/// The least priority goes: clock + requests · seconds to load, all services being of one size. The clock moves to the
/// victim's priority, so that what was busy long ago ages.
/// </summary>
/// <param name="loadSeconds">By service, &gt; 0; all alike where it is not given.</param>
/// <remarks>Fuerst and Sharma, FaasCache, ASPLOS 2021; requests are counted for ever, as where it was reproduced on this trace.</remarks>
public sealed class GreedyDual(Func<int, double>? loadSeconds = null) : ISlotPolicy
{
    private readonly Dictionary<int, (double Priority, long LastUse)> _priorities = [];
    private readonly Dictionary<int, int> _requests = [];
    private double _clock;
    private long _sequence;

    public void Arrive(double time, int service, int client)
    {
        var requests = _requests[service] = _requests.GetValueOrDefault(service) + 1;
        _priorities[service] = (_clock + requests * (loadSeconds?.Invoke(service) ?? 1), _sequence++);
    }

    public void Finish(double time, int service, int client, double duration)
    {
    }

    public int Evict(double time, IReadOnlyList<int> idle)
    {
        var victim = idle.MinBy(s => _priorities[s]);
        _clock = Math.Max(_clock, _priorities[victim].Priority);
        return victim;
    }
}

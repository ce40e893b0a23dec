namespace Headroom.Scaling.ColdStart.Slots;

/// <summary>What was asked for longest ago goes.</summary>
public sealed class LeastRecentlyUsed : ISlotPolicy
{
    private readonly Dictionary<int, long> _lastUse = [];
    private long _sequence;

    public void Arrive(double time, int service, int client) => _lastUse[service] = _sequence++;

    public void Finish(double time, int service, int client, double duration)
    {
    }

    public int Evict(double time, IReadOnlyList<int> idle) => idle.MinBy(s => _lastUse[s]);
}

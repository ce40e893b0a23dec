namespace Headroom.Scaling.ColdStart.Slots;

/// <summary>What was asked for least often goes, of equals the one asked for longest ago.</summary>
public sealed class LeastFrequentlyUsed : ISlotPolicy
{
    private readonly Dictionary<int, (long Requests, long LastUse)> _uses = [];
    private long _sequence;

    public void Arrive(double time, int service, int client) => _uses[service] = (_uses.GetValueOrDefault(service).Requests + 1, _sequence++);

    public void Finish(double time, int service, int client, double duration)
    {
    }

    public int Evict(double time, IReadOnlyList<int> idle) => idle.MinBy(s => _uses[s]);
}

using Headroom.Scaling.ColdStart.Slots;

namespace Headroom.Simulation.ColdStarts;

/// <summary>
/// Knows the requests to come: what is asked for last goes. Confined to idle services like the rest, it is what they can
/// be measured by.
/// </summary>
public sealed class Belady : ISlotPolicy
{
    private readonly List<Queue<double>> _coming = [];

    /// <param name="requests">All that will come, in order of time.</param>
    public Belady(IEnumerable<TracedRequest> requests)
    {
        ArgumentNullException.ThrowIfNull(requests);
        foreach (var request in requests)
        {
            while (_coming.Count <= request.Service)
            {
                _coming.Add(new Queue<double>());
            }

            _coming[request.Service].Enqueue(request.Time);
        }
    }

    public void Arrive(double time, int service, int client) => _coming[service].Dequeue();

    public void Finish(double time, int service, int client, double duration)
    {
    }

    public int Evict(double time, IReadOnlyList<int> idle) =>
        idle.MaxBy(s => _coming[s].TryPeek(out var next) ? next : double.PositiveInfinity);
}

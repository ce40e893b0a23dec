using Headroom.ControlPlane.Api.Journal;

namespace Headroom.ControlPlane.Api.Live;

/// <summary>The last events of this replica and the clients that follow them.</summary>
internal sealed class LiveHub(LiveInstruments instruments, EventIds ids)
{
    public const int KeptEvents = 2_048;
    public const int MaxClients = 1_024;

    private readonly Lock _lock = new();
    private readonly SortedList<long, LiveEvent> _recent = [];
    private readonly HashSet<LiveSubscription> _clients = [];

    // Ids at or below this have left the ring.
    private long _evictedUpTo;

    /// <returns>Null when too many clients are connected.</returns>
    public LiveSubscription? Subscribe(string? ns, string? name)
    {
        lock (_lock)
        {
            if (_clients.Count >= MaxClients)
            {
                return null;
            }

            var subscription = new LiveSubscription(ns, name);
            _clients.Add(subscription);
            instruments.SetClients(_clients.Count);
            return subscription;
        }
    }

    public void Unsubscribe(LiveSubscription subscription)
    {
        lock (_lock)
        {
            _clients.Remove(subscription);
            instruments.SetClients(_clients.Count);
        }
    }

    public void Publish(IReadOnlyList<DecisionMade> decisions)
    {
        lock (_lock)
        {
            foreach (var made in decisions)
            {
                PublishLocked(made);
            }
        }
    }

    /// <summary>Events after an id, oldest first.</summary>
    /// <returns>Complete is false when events after the id may have left memory, or were made before this process.</returns>
    public (IReadOnlyList<LiveEvent> Events, bool IsComplete) After(long id)
    {
        lock (_lock)
        {
            return ([.. _recent.Values.Where(e => e.Id > id)], id >= Math.Max(_evictedUpTo, ids.Start));
        }
    }

    private void PublishLocked(DecisionMade made)
    {
        if (made.EventId <= _evictedUpTo || _recent.ContainsKey(made.EventId))
        {
            return;
        }

        // Should this replica lead next, its ids follow those of the leader before it, whose clock may be ahead.
        ids.ContinueAfter(made.EventId);

        var live = new LiveEvent(made);
        _recent.Add(live.Id, live);
        if (_recent.Count > KeptEvents)
        {
            _evictedUpTo = _recent.Keys[0];
            _recent.RemoveAt(0);
        }

        instruments.Sent();
        if (_clients.RemoveWhere(client => !client.Offer(live)) is > 0 and var cut)
        {
            instruments.Cut(cut);
            instruments.SetClients(_clients.Count);
        }
    }
}

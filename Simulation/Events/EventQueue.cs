namespace Headroom.Simulation.Events;

/// <summary>What is to happen, in order of time; at one time in the order it was scheduled. A run repeats exactly.</summary>
/// <typeparam name="T">An event.</typeparam>
public sealed class EventQueue<T>
{
    private readonly PriorityQueue<T, (TimeSpan At, long Sequence)> _events = new();
    private long _sequence;

    /// <summary>Time of the event taken last, from the start of the run.</summary>
    public TimeSpan Now { get; private set; }

    public int Count => _events.Count;

    /// <param name="at">Not before <see cref="Now"/>.</param>
    /// <param name="what">The event.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time has passed.</exception>
    public void Schedule(TimeSpan at, T what)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(at, Now);
        _events.Enqueue(what, (at, _sequence++));
    }

    /// <summary>Takes the next event and moves time to it; false when nothing is left.</summary>
    public bool TryNext(out T what)
    {
        if (!_events.TryDequeue(out what!, out var due))
        {
            return false;
        }

        Now = due.At;
        return true;
    }
}

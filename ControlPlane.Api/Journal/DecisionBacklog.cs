using Headroom.ControlPlane.Api.Decisions;

namespace Headroom.ControlPlane.Api.Journal;

/// <summary>Recorded decisions on their way to the database; used by the writer alone. Full, it drops the oldest.</summary>
internal sealed class DecisionBacklog(JournalInstruments instruments)
{
    /// <summary>Outlives a database restart at full rate, or hours of one at a usual rate; about 40 MB at worst.</summary>
    public const int Capacity = 20_000;

    private readonly Queue<RecordedDecision> _waiting = [];

    public int Count => _waiting.Count;

    public void Add(RecordedDecision recorded)
    {
        if (_waiting.Count == Capacity)
        {
            _waiting.Dequeue();
            instruments.Dropped("backlog", 1);
        }

        _waiting.Enqueue(recorded);
    }

    /// <summary>The oldest, still in the backlog until <see cref="Remove"/>.</summary>
    public IReadOnlyList<RecordedDecision> Peek(int limit) => [.. _waiting.Take(limit)];

    public void Remove(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _waiting.Dequeue();
        }
    }
}

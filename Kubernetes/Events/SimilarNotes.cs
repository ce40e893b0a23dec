namespace Headroom.Kubernetes.Events;

/// <summary>The different notes that one reason was reported with of late.</summary>
internal sealed class SimilarNotes(int max, TimeSpan window)
{
    private readonly HashSet<string> _notes = new(StringComparer.Ordinal);
    private long? _lastSeen;

    /// <returns>False for the first few notes, and for those of them that come again.</returns>
    public bool IsOneTooMany(string note, long now, TimeProvider time)
    {
        if (_lastSeen is { } last && time.GetElapsedTime(last, now) > window)
        {
            _notes.Clear();
        }

        _lastSeen = now;
        if (_notes.Contains(note))
        {
            return false;
        }

        if (_notes.Count >= max - 1)
        {
            return true;
        }

        _notes.Add(note);
        return false;
    }
}

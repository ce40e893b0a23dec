namespace Headroom.LocalCluster.Storage;

/// <summary>A ring of the latest changes. Positions count changes since the start; the owner holds the lock.</summary>
internal sealed class ChangeWindow(int capacity)
{
    private Change[] _ring = new Change[Math.Min(64, capacity)];
    private long _forgottenVersion;

    public long Head { get; private set; }

    private long Tail => Math.Max(0, Head - _ring.Length);

    /// <summary>Versions up to this one are known only as their result.</summary>
    public void ForgetBefore(long version) => _forgottenVersion = Math.Max(_forgottenVersion, version);

    public void Append(Change change)
    {
        if (Head == _ring.Length && _ring.Length < capacity)
        {
            Array.Resize(ref _ring, Math.Min(capacity, _ring.Length * 4));
        }

        ref var slot = ref _ring[Head % _ring.Length];
        if (slot is not null)
        {
            _forgottenVersion = slot.Object.ResourceVersion;
        }

        slot = change;
        Head++;
    }

    /// <summary>The position of the first change after the version; null when changes since then were forgotten.</summary>
    public long? PositionAfter(long version)
    {
        if (version < _forgottenVersion)
        {
            return null;
        }

        var (low, high) = (Tail, Head);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (_ring[middle % _ring.Length].Object.ResourceVersion <= version)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>False when the position has been overwritten.</summary>
    public bool TryRead(long position, List<Change> into)
    {
        if (position < Tail)
        {
            return false;
        }

        for (; position < Head; position++)
        {
            into.Add(_ring[position % _ring.Length]);
        }

        return true;
    }
}

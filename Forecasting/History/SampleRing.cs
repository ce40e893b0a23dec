namespace Headroom.Forecasting.History;

/// <summary>Samples in a ring that grows to a limit and then drops the oldest.</summary>
internal sealed class SampleRing
{
    private const int InitialLength = 64;

    private float[] _ring = [];
    private int _head;

    public int Count { get; private set; }

    /// <summary>The sample this many before the newest, which is 0.</summary>
    public float this[int back]
    {
        get
        {
            var index = _head - 1 - back;
            return _ring[index < 0 ? index + _ring.Length : index];
        }
    }

    /// <param name="sample">The new newest.</param>
    /// <param name="limit">Samples kept, ≥ 1.</param>
    public void Push(float sample, int limit)
    {
        if (Count == _ring.Length && _ring.Length < limit)
        {
            Grow(Math.Min(Math.Max(InitialLength, _ring.Length * 2), limit));
        }

        _ring[_head] = sample;
        _head = _head + 1 == _ring.Length ? 0 : _head + 1;
        Count = Math.Min(Count + 1, Math.Min(_ring.Length, limit));
    }

    public void ReplaceNewest(float sample) => _ring[_head == 0 ? _ring.Length - 1 : _head - 1] = sample;

    /// <summary>Copies the newest samples, oldest first; at most <see cref="Count"/>.</summary>
    public void CopyNewestTo(Span<float> destination)
    {
        var start = _head - destination.Length;
        if (start >= 0)
        {
            _ring.AsSpan(start, destination.Length).CopyTo(destination);
            return;
        }

        _ring.AsSpan(_ring.Length + start).CopyTo(destination);
        _ring.AsSpan(0, _head).CopyTo(destination[-start..]);
    }

    /// <summary>Moves the oldest samples out, oldest first.</summary>
    public void TakeOldest(Span<float> destination)
    {
        for (var i = 0; i < destination.Length; i++)
        {
            destination[i] = this[Count - 1 - i];
        }

        Count -= destination.Length;
    }

    /// <summary>Forgets what it holds and gives room for this many samples, to be written oldest first.</summary>
    public Span<float> Refill(int count)
    {
        if (_ring.Length < count)
        {
            _ring = new float[count];
        }

        (Count, _head) = (count, count == _ring.Length ? 0 : count);
        return _ring.AsSpan(0, count);
    }

    private void Grow(int length)
    {
        var larger = new float[length];
        CopyNewestTo(larger.AsSpan(0, Count));
        _head = Count;
        _ring = larger;
    }
}

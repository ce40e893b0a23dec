namespace Headroom.Forecasting.History;

/// <summary>The recent past of one indicator: evenly spaced float32 samples in a ring, the oldest dropped first.</summary>
/// <remarks>
/// 14 days of one-minute samples are 80 kB. A missing sample is NaN. Not thread-safe: the owner serialises access.
/// </remarks>
public sealed class IndicatorHistory
{
    private const int InitialCapacity = 64;

    private int _capacity;
    private float[] _ring = [];
    private int _head;
    private long _lastSlot;

    /// <param name="step">Spacing of the samples, &gt; 0.</param>
    /// <param name="capacity">Samples kept, ≥ 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public IndicatorHistory(TimeSpan step, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(step, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 2);
        Step = step;
        _capacity = capacity;
    }

    public TimeSpan Step { get; private set; }

    /// <summary>Samples held, missing ones included.</summary>
    public int Count { get; private set; }

    /// <summary>Time of the newest sample; null while empty.</summary>
    public DateTimeOffset? Origin => Count == 0 ? null : new DateTimeOffset(_lastSlot * Step.Ticks, TimeSpan.Zero);

    /// <summary>The sample <paramref name="stepsBack"/> steps before the newest, NaN where it is missing.</summary>
    /// <param name="stepsBack">0 is the newest; at most <see cref="Count"/> − 1.</param>
    public float this[int stepsBack]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(stepsBack);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(stepsBack, Count);
            var index = _head - 1 - stepsBack;
            return _ring[index < 0 ? index + _ring.Length : index];
        }
    }

    /// <summary>
    /// Adds a sample at the step that contains <paramref name="time"/>. Steps in between become missing; the newest step
    /// is overwritten; an older one is ignored.
    /// </summary>
    /// <param name="time">Time of the sample.</param>
    /// <param name="value">Indicator's unit; NaN and infinities are kept as missing.</param>
    /// <returns>False when the sample is older than the newest and was ignored.</returns>
    public bool Append(DateTimeOffset time, double value)
    {
        var slot = time.UtcTicks / Step.Ticks;
        var sample = double.IsFinite(value) ? (float)value : float.NaN;
        if (Count == 0)
        {
            Push(sample);
            _lastSlot = slot;
            return true;
        }

        if (slot <= _lastSlot)
        {
            if (slot == _lastSlot)
            {
                _ring[_head == 0 ? _ring.Length - 1 : _head - 1] = sample;
            }

            return slot == _lastSlot;
        }

        // A gap longer than what is kept would only push missing samples through the ring.
        for (var gap = Math.Min(slot - _lastSlot - 1, _capacity); gap > 0; gap--)
        {
            Push(float.NaN);
        }

        Push(sample);
        _lastSlot = slot;
        return true;
    }

    /// <summary>The newest finite sample at or before <paramref name="stepsBack"/>, NaN when there is none within <paramref name="patience"/> steps.</summary>
    public float LastKnown(int stepsBack, int patience)
    {
        for (var k = stepsBack; k < Count && k <= stepsBack + patience; k++)
        {
            var value = this[k];
            if (!float.IsNaN(value))
            {
                return value;
            }
        }

        return float.NaN;
    }

    /// <summary>Copies the newest samples, oldest first.</summary>
    /// <param name="destination">Filled from its end; at most <see cref="Count"/> long.</param>
    public void CopyNewestTo(Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(destination.Length, Count);
        var start = _head - destination.Length;
        if (start >= 0)
        {
            _ring.AsSpan(start, destination.Length).CopyTo(destination);
            return;
        }

        _ring.AsSpan(_ring.Length + start).CopyTo(destination);
        _ring.AsSpan(0, _head).CopyTo(destination[-start..]);
    }

    /// <summary>Makes room for this many further samples at once, so that a long history is not copied at every doubling.</summary>
    public void Reserve(int samples)
    {
        var needed = Math.Min((long)Count + samples, _capacity);
        if (needed > _ring.Length && samples > InitialCapacity)
        {
            Resize((int)needed);
        }
    }

    /// <summary>Becomes a copy of another history, in the array it already has where that is large enough.</summary>
    public void CopyFrom(IndicatorHistory other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (_ring.Length != other._ring.Length)
        {
            _ring = new float[other._ring.Length];
        }

        other._ring.CopyTo(_ring.AsSpan());
        (Step, Count, _capacity, _lastSlot, _head) = (other.Step, other.Count, other._capacity, other._lastSlot, other._head);
    }

    /// <summary>An independent copy, for fitting off the hot path.</summary>
    public IndicatorHistory Clone()
    {
        var copy = new IndicatorHistory(Step, _capacity) { Count = Count, _lastSlot = _lastSlot, _ring = new float[_ring.Length], _head = _head };
        _ring.CopyTo(copy._ring.AsSpan());
        return copy;
    }

    private void Push(float sample)
    {
        if (Count == _ring.Length && _ring.Length < _capacity)
        {
            Grow();
        }

        _ring[_head] = sample;
        _head = _head + 1 == _ring.Length ? 0 : _head + 1;
        Count = Math.Min(Count + 1, _ring.Length);
    }

    private void Grow() => Resize(Math.Min(Math.Max(InitialCapacity, _ring.Length * 2), _capacity));

    private void Resize(int length)
    {
        var larger = new float[length];
        CopyNewestTo(larger.AsSpan(0, Count));
        _head = Count == length ? 0 : Count;
        _ring = larger;
    }
}

namespace Headroom.Forecasting.History;

/// <summary>
/// The recent past of one indicator: evenly spaced float32 samples, the oldest dropped first. All but the newest few
/// hundred are packed into 16 bits each; <see cref="PackedBlock"/> says what that may cost.
/// </summary>
/// <remarks>
/// 14 days of one-minute samples are 46 kB. A missing sample is NaN. Not thread-safe: the owner serialises access.
/// </remarks>
public sealed class IndicatorHistory
{
    private const int NewestUnpacked = 2 * PackedBlock.Length;

    private readonly SampleRing _newest = new();
    private PackedBlocks? _older;
    private int _capacity;
    private long _lastSlot;

    /// <param name="step">Spacing of the samples, &gt; 0.</param>
    /// <param name="capacity">Samples kept, ≥ 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public IndicatorHistory(TimeSpan step, int capacity)
        : this(step, capacity, packs: capacity > 2 * NewestUnpacked)
    {
    }

    private IndicatorHistory(TimeSpan step, int capacity, bool packs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(step, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 2);
        Step = step;
        _capacity = capacity;
        _older = packs ? new PackedBlocks() : null;
    }

    public TimeSpan Step { get; private set; }

    /// <summary>Samples held, missing ones included.</summary>
    public int Count => Math.Min(_newest.Count + (_older?.Count ?? 0), _capacity);

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
            return stepsBack < _newest.Count ? _newest[stepsBack] : _older![stepsBack - _newest.Count];
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
        // A double beyond float32's range is as unusable as an infinity.
        sample = float.IsFinite(sample) ? sample : float.NaN;
        if (Count > 0 && slot <= _lastSlot)
        {
            if (slot == _lastSlot)
            {
                _newest.ReplaceNewest(sample);
            }

            return slot == _lastSlot;
        }

        // A gap longer than what is kept would only push missing samples through the ring.
        for (var gap = Count == 0 ? 0 : Math.Min(slot - _lastSlot - 1, _capacity); gap > 0; gap--)
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
        var older = Math.Max(destination.Length - _newest.Count, 0);
        _older?.CopyNewestTo(destination[..older]);
        _newest.CopyNewestTo(destination[older..]);
    }

    /// <summary>Becomes an unpacked copy of another history, in the array it already has where that is large enough.</summary>
    /// <remarks>Fits read every sample many times: they work on such a copy.</remarks>
    public void CopyFrom(IndicatorHistory other)
    {
        ArgumentNullException.ThrowIfNull(other);
        (Step, _capacity, _lastSlot, _older) = (other.Step, other._capacity, other._lastSlot, null);
        other.CopyNewestTo(_newest.Refill(other.Count));
    }

    /// <summary>Itself, or an unpacked copy of it: for work that reads every sample many times.</summary>
    internal IndicatorHistory Unpacked() => _older is null ? this : Clone();

    /// <summary>An independent, unpacked copy, for fitting off the hot path.</summary>
    public IndicatorHistory Clone()
    {
        var copy = new IndicatorHistory(Step, _capacity, packs: false);
        copy.CopyFrom(this);
        return copy;
    }

    private void Push(float sample)
    {
        if (_older is not null && _newest.Count == NewestUnpacked)
        {
            Span<float> oldest = stackalloc float[PackedBlock.Length];
            _newest.TakeOldest(oldest);
            _older.Push(PackedBlock.Pack(oldest), keep: _capacity);
        }

        _newest.Push(sample, _older is null ? _capacity : NewestUnpacked);
    }
}

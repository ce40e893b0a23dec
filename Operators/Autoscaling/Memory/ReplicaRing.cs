using Headroom.Operators.Decisions;

namespace Headroom.Operators.Autoscaling.Memory;

/// <summary>The last replica counts of one autoscaler, 12 bytes each; times are kept to a tenth of a second.</summary>
/// <param name="capacity">Points kept, ≥ 1.</param>
internal sealed class ReplicaRing(int capacity)
{
    private const long Resolution = TimeSpan.TicksPerSecond / 10;

    // Grows as points come: most autoscalers are young or decide rarely.
    private (int Tenths, int Desired, int Ready)[] _points = [];
    private DateTimeOffset _base;
    private int _next;
    private int _count;

    public void Add(ReplicaPoint point)
    {
        if (_count == 0)
        {
            _base = point.Time;
        }

        if (_count == _points.Length && _points.Length < capacity)
        {
            Grow();
        }

        // Tenths of a second reach 6.8 years; a clock that jumps further keeps its order and no more.
        var tenths = (int)Math.Clamp((point.Time - _base).Ticks / Resolution, int.MinValue, int.MaxValue);
        _points[_next] = (tenths, point.Desired, point.Ready);
        _next = (_next + 1) % _points.Length;
        _count = Math.Min(_count + 1, _points.Length);
    }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<ReplicaPoint> ToList() => [.. Enumerable.Range(0, _count).Select(i => At(_count - 1 - i))];

    /// <summary>The newest point at or before the time; null when none is kept.</summary>
    public ReplicaPoint? LastBefore(DateTimeOffset time)
    {
        for (var back = 0; back < _count; back++)
        {
            if (At(back) is var point && point.Time <= time)
            {
                return point;
            }
        }

        return null;
    }

    private ReplicaPoint At(int back)
    {
        var (tenths, desired, ready) = _points[(_next - 1 - back + _points.Length) % _points.Length];
        return new ReplicaPoint(_base.AddTicks(tenths * Resolution), desired, ready);
    }

    private void Grow()
    {
        var larger = new (int, int, int)[Math.Min(Math.Max(16, 2 * _points.Length), capacity)];
        for (var i = 0; i < _count; i++)
        {
            larger[i] = _points[(_next - _count + i + _points.Length) % _points.Length];
        }

        (_points, _next) = (larger, _count);
    }
}

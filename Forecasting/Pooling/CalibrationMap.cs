using System.Buffers;

namespace Headroom.Forecasting.Pooling;

/// <summary>
/// Moves the values of sample paths, step by step and in their order, so that each step's distribution is the
/// recalibrated one. Paths keep their ranks, so steps of one path go on belonging together. Immutable.
/// </summary>
internal sealed class CalibrationMap
{
    // The net's widening sets in here and is whole at 95%.
    private const double NetFrom = 0.80;
    private const double NetWhole = 0.95;

    private readonly int[] _steps;
    private readonly CalibrationTable[] _tables;
    private readonly double _leastWidth;
    private readonly bool _isIdentity;

    /// <param name="steps">Steps ahead that the tables are for, ascending.</param>
    /// <param name="tables">One per step; between two steps they are mixed in proportion.</param>
    /// <param name="leastWidth">Smallest half band that the net widens, demand's unit, &gt; 0.</param>
    public CalibrationMap(int[] steps, CalibrationTable[] tables, double leastWidth)
    {
        (_steps, _tables, _leastWidth) = (steps, tables, leastWidth);
        _isIdentity = Array.TrueForAll(tables, static t => t.IsIdentity);
    }

    /// <param name="values">Row-major, paths × horizon.</param>
    /// <param name="shares">Weight of every path, with a positive sum; those of 0 count for nothing.</param>
    /// <param name="horizon">Steps ahead.</param>
    public void Apply(Span<float> values, ReadOnlySpan<float> shares, int horizon)
    {
        if (_isIdentity)
        {
            return;
        }

        var count = shares.Length;
        var room = ArrayPool<float>.Shared.Rent(3 * count);
        var keys = ArrayPool<long>.Shared.Rent(count);
        var column = room.AsSpan(0, count);
        var moved = room.AsSpan(count, count);
        var ranks = room.AsSpan(2 * count, count);
        var order = keys.AsSpan(0, count);
        Span<float> frequencies = stackalloc float[PitHistogram.Bins + 1];
        for (var h = 1; h <= horizon; h++)
        {
            Sort(values, h, horizon, order, column);
            Rank(order, shares, ranks);
            var (above, below) = Mix(h, frequencies);
            Recalibrate(column, ranks, frequencies, moved);
            Widen(moved, ranks, above, below);
            for (var p = 0; p < count; p++)
            {
                values[(int)order[p] * horizon + h - 1] = moved[p];
            }
        }

        ArrayPool<long>.Shared.Return(keys);
        ArrayPool<float>.Shared.Return(room);
    }

    // A value and its path in one number: a sort of those takes a fifth of the time of a sort of pairs.
    private static void Sort(ReadOnlySpan<float> values, int step, int horizon, Span<long> order, Span<float> column)
    {
        for (var p = 0; p < order.Length; p++)
        {
            var bits = BitConverter.SingleToInt32Bits(values[p * horizon + step - 1]);
            // Negative floats count downwards in their bits.
            order[p] = ((long)(bits ^ ((bits >> 31) & int.MaxValue)) << 32) | (uint)p;
        }

        order.Sort();
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = (uint)order[i];
            column[i] = values[(int)order[i] * horizon + step - 1];
        }
    }

    // Probability up to the middle of each path's own share, in ascending order of values.
    private static void Rank(ReadOnlySpan<long> order, ReadOnlySpan<float> shares, Span<float> ranks)
    {
        var total = 0.0;
        foreach (var share in shares)
        {
            total += share;
        }

        var below = 0.0;
        for (var i = 0; i < order.Length; i++)
        {
            ranks[i] = (float)((below + 0.5 * shares[(int)order[i]]) / total);
            below += shares[(int)order[i]];
        }
    }

    private (double Above, double Below) Mix(int step, Span<float> frequencies)
    {
        var next = 0;
        while (next < _steps.Length - 1 && _steps[next] < step)
        {
            next++;
        }

        var (first, second) = (_tables[Math.Max(next - 1, 0)], _tables[next]);
        var gap = _steps[next] - _steps[Math.Max(next - 1, 0)];
        var share = gap == 0 ? 0f : (step - _steps[next - 1]) / (float)gap;
        for (var i = 0; i < frequencies.Length; i++)
        {
            frequencies[i] = first.Frequencies[i] + share * (second.Frequencies[i] - first.Frequencies[i]);
        }

        return (first.Above + share * (second.Above - first.Above), first.Below + share * (second.Below - first.Below));
    }

    // Only values that were drawn are given out: an atom, a zero or an unchanged value, stays one.
    private static void Recalibrate(ReadOnlySpan<float> column, ReadOnlySpan<float> ranks, ReadOnlySpan<float> frequencies, Span<float> moved)
    {
        var (source, bin) = (0, 1);
        for (var i = 0; i < column.Length; i++)
        {
            var wanted = CalibrationTable.Inverse(frequencies, ranks[i], ref bin);
            while (source < column.Length - 1 && Math.Abs(ranks[source + 1] - wanted) <= Math.Abs(ranks[source] - wanted))
            {
                source++;
            }

            moved[i] = column[source];
        }
    }

    private void Widen(Span<float> moved, ReadOnlySpan<float> ranks, double above, double below)
    {
        if (above <= 0 && below <= 0)
        {
            return;
        }

        var (low, median, high) = (At(moved, ranks, 1 - NetWhole), At(moved, ranks, 0.5), At(moved, ranks, NetWhole));
        var up = above * Math.Max(high - median, _leastWidth) / (NetWhole - NetFrom);
        var down = below * Math.Max(median - low, _leastWidth) / (NetWhole - NetFrom);
        for (var i = 0; i < moved.Length; i++)
        {
            moved[i] += (float)(up * Math.Max(0.0, ranks[i] - NetFrom) - down * Math.Max(0.0, 1 - NetFrom - ranks[i]));
        }
    }

    private static float At(ReadOnlySpan<float> ascending, ReadOnlySpan<float> ranks, double probability)
    {
        var i = 0;
        while (i < ranks.Length - 1 && ranks[i] < probability)
        {
            i++;
        }

        return ascending[i];
    }
}

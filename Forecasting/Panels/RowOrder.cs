namespace Headroom.Forecasting.Panels;

/// <summary>
/// Which earlier rows a row looks at. Rows are predicted in the order they arrive, but their times may lie elsewhere:
/// the rows before a target are ordered by their distance in time from where the target is expected to lie.
/// </summary>
public sealed class RowOrder
{
    /// <summary>Earlier rows listed per target: the base and what lies behind it.</summary>
    public const int Depth = 37;

    private readonly int[] _lags;

    /// <param name="slots">Time of each row in steps; not necessarily ascending.</param>
    /// <param name="expected">Where each row is expected to lie, from the rows before it alone.</param>
    /// <param name="window">Rows before a target that may be looked at, ≥ 2.</param>
    public RowOrder(long[] slots, long[] expected, int window)
    {
        ArgumentNullException.ThrowIfNull(slots);
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 2);
        (Slots, Expected, Window) = (slots, expected, window);
        _lags = new int[slots.Length * Depth];
        Next = new int[slots.Length];
        var keys = new long[window];
        var rows = new int[window];
        for (var t = 1; t < slots.Length; t++)
        {
            Fill(t, keys, rows);
        }
    }

    public IReadOnlyList<long> Slots { get; }

    public IReadOnlyList<long> Expected { get; }

    /// <summary>Rows before a target that may be looked at.</summary>
    public int Window { get; }

    public int Rows => Slots.Count;

    /// <summary>Per target the known row that lies next after it in time; −1 where there is none.</summary>
    public int[] Next { get; }

    /// <summary>Every row one step after the row before it.</summary>
    public static RowOrder InSequence(int rows, int window)
    {
        var slots = new long[rows];
        for (var t = 0; t < rows; t++)
        {
            slots[t] = t;
        }

        return new RowOrder(slots, slots, window);
    }

    /// <summary>The base of row <paramref name="row"/> first, then what lies ever further from it; the last repeats where rows run out.</summary>
    public ReadOnlySpan<int> Lags(int row) => _lags.AsSpan(row * Depth, Depth);

    /// <summary>Steps from the base to the target; negative where the base lies after it in time.</summary>
    public float Gap(int row) => Expected[row] - Slots[_lags[row * Depth]];

    private void Fill(int t, long[] keys, int[] rows)
    {
        var expected = Expected[t];
        int before = 0, next = -1;
        for (var r = Math.Max(0, t - Window); r < t; r++)
        {
            var slot = Slots[r];
            if (slot < expected)
            {
                (keys[before], rows[before]) = (-slot, r);
                before++;
            }
            else if (next < 0 || slot < Slots[next])
            {
                next = r;
            }
        }

        Next[t] = next;
        Array.Sort(keys, rows, 0, before);
        var lags = _lags.AsSpan(t * Depth, Depth);
        var isAfter = before == 0 || (next >= 0 && Slots[next] - expected < expected - Slots[rows[0]]);
        for (var k = 0; k < Depth; k++)
        {
            // With nothing nearer behind it, a row is seen from its future: rows that arrived earlier but lie later.
            lags[k] = isAfter ? Math.Min(next + k, t - 1) : rows[Math.Min(k, before - 1)];
        }
    }
}

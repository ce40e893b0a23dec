namespace Headroom.Power.Policies;

/// <summary>Lower at once, give back only what has not been needed for the whole dwell time.</summary>
/// <remarks>About 2,000 clock changes a day are too many for a server's management controller.</remarks>
internal sealed class CapDwell(double seconds)
{
    /// <summary>One row lower than needed, so that the next small rise is no command.</summary>
    private const int Spare = 1;

    private const int LeastRise = 2;

    private int _deepest;
    private long _since;

    /// <summary>The row in force.</summary>
    public int Row { get; private set; }

    /// <param name="wanted">Row that is needed now.</param>
    /// <param name="last">The lowest clock's row.</param>
    public void Move(int wanted, int last, long atMilliseconds)
    {
        if (wanted > Row)
        {
            Row = Math.Min(wanted + Spare, last);
            (_deepest, _since) = (0, atMilliseconds);
            return;
        }

        _deepest = Math.Max(_deepest, wanted);
        if (atMilliseconds - _since < seconds * 1000)
        {
            return;
        }

        if (_deepest == 0 || _deepest + Spare + LeastRise <= Row)
        {
            Row = _deepest == 0 ? 0 : _deepest + Spare;
        }

        (_deepest, _since) = (0, atMilliseconds);
    }
}

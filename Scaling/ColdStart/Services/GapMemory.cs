namespace Headroom.Scaling.ColdStart.Services;

/// <summary>One service's gaps: how often one ended at which age, against how long that age was lived through.</summary>
internal sealed class GapMemory
{
    // About as many gaps are remembered.
    private const double Kept = 0.99;
    private const double LogShare = 0.15;

    private readonly double[] _events = new double[GapHazards.Bins];
    private readonly double[] _seconds = new double[GapHazards.Bins];
    private double _logGap;
    private int _gaps;

    /// <summary>Services of like gaps learn from one another; 0 before anything is known.</summary>
    public int Class => _gaps == 0 ? 0 : 1 + Math.Clamp((int)(_logGap / Math.Log(2)), 0, GapHazards.Classes - 2);

    public ReadOnlySpan<double> Events => _events;

    public ReadOnlySpan<double> Seconds => _seconds;

    /// <param name="gap">Seconds that it idled.</param>
    /// <param name="share">How much of the request that ended it no other cause explains, 0 … 1.</param>
    public void Learn(double gap, double share)
    {
        for (var bin = 0; bin < GapHazards.Bins; bin++)
        {
            _events[bin] *= Kept;
            _seconds[bin] = Kept * _seconds[bin] + GapHazards.SecondsIn(bin, gap);
        }

        _events[GapHazards.Bin(gap)] += share;
        _gaps++;
        _logGap += Math.Max(LogShare, 1.0 / _gaps) * (Math.Log(1 + gap) - _logGap);
    }

    /// <summary>Something else explains its requests from now on.</summary>
    public void Forget()
    {
        Array.Clear(_events);
        Array.Clear(_seconds);
    }
}

namespace Headroom.Simulation.Power;

/// <param name="Peak">Highest draw of 40 servers over the feed.</param>
/// <param name="Rise">Largest rise from one reading to that 40 s later, over the feed.</param>
public sealed record CalibratedRow(LoadShape Shape, double Peak, double Rise)
{
    /// <summary>How far it is from the published row.</summary>
    public double Miss => Math.Max(Math.Abs(Peak - RowCalibration.PeakShare), Math.Abs(Rise - RowCalibration.RiseShare));
}

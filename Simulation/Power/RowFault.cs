namespace Headroom.Simulation.Power;

/// <summary>What goes wrong, from when and for how long.</summary>
/// <param name="Servers">How many are struck; of low priority where it is their agents.</param>
public sealed record RowFault(RowFaultKind Kind, double StartSeconds, double LengthSeconds, int Servers)
{
    /// <param name="at">Seconds of the run.</param>
    public bool IsOn(double at) => at >= StartSeconds && at < StartSeconds + LengthSeconds;
}

namespace Headroom.Simulation.Power.Histories;

/// <summary>What one policy makes of a feed.</summary>
/// <param name="Policy">Name.</param>
/// <param name="Fit">With the most servers that it runs without a brake and within the limits of slow-down; null when not even one fits.</param>
/// <param name="IsBounded">False where even the largest row that was tried fits.</param>
/// <param name="Tried">By servers; over the whole history.</param>
/// <param name="Track">Draw with the servers that fit; null with none.</param>
public sealed record PolicyResult(string Policy, HistoryOutcome? Fit, bool IsBounded, IReadOnlyList<HistoryOutcome> Tried, DrawTrack? Track)
{
    /// <summary>Servers that fit.</summary>
    public int Servers => Fit?.Servers ?? 0;
}

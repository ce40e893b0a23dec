namespace Headroom.Simulation.ColdStarts;

/// <param name="Policy">One of <see cref="ColdStartStudy.Names"/>.</param>
/// <param name="KeepAlive">Fixed, or the one that sets the budget; null where there is none.</param>
/// <param name="Tally">What it cost.</param>
public sealed record ColdStartRow(string Policy, TimeSpan? KeepAlive, PodTally Tally);

namespace Headroom.Simulation.ColdStarts;

/// <param name="Policy">What decides who makes room.</param>
/// <param name="Slots">Services that can be loaded at once.</param>
/// <param name="Tally">What it cost.</param>
public sealed record SlotRow(string Policy, int Slots, ColdStartTally Tally);

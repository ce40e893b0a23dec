namespace Headroom.Contracts.Power;

/// <summary>One MIG device of a card.</summary>
/// <param name="Uuid">MIG-…</param>
/// <param name="ComputeSlices">Of the card's compute slices; what its energy is split by.</param>
/// <param name="MemoryMebibytes">Its memory.</param>
public sealed record MigSlice(string Uuid, uint ComputeSlices, uint MemoryMebibytes);

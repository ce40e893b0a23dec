namespace Headroom.Bench.Soaking;

/// <summary>What was done to the objects.</summary>
/// <param name="Acts">Scales accepted.</param>
/// <param name="Repeated">Scales accepted that did again what the one before had done.</param>
/// <param name="WithoutLease">Scales that were sent after another replica had taken the lease.</param>
/// <param name="Unconditional">Scales that named no version.</param>
/// <param name="Terms">How often the lease changed hands, the first time included.</param>
internal sealed record ActFigures(int Acts, int Repeated, int WithoutLease, int Unconditional, int Terms);

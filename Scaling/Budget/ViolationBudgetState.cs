namespace Headroom.Scaling.Budget;

/// <summary>All that a <see cref="ViolationBudget"/> has learned, to be kept over a restart.</summary>
/// <param name="Allowed">ε it was made with.</param>
/// <param name="Window">Intervals in its window.</param>
/// <param name="MissedBits">One bit per interval of the window, 64 to a word.</param>
/// <param name="Next">Place of the next interval in the window.</param>
/// <param name="Evaluated">Intervals seen, at most the window.</param>
/// <param name="Price">Null where an older version saved: the price is then learned anew.</param>
public sealed record ViolationBudgetState(
    double Allowed, int Window, IReadOnlyList<ulong> MissedBits, int Next, int Evaluated, RiskPriceState? Price);

namespace Headroom.Scaling.Budget;

/// <summary>The intervals of the budget's window that were missed, and the price of risk that keeps them as few as allowed.</summary>
/// <remarks>
/// One bit per interval of the window is kept, 1.3 kB for seven days of minutes. Not thread-safe: the owner serialises
/// access.
/// </remarks>
public sealed class ViolationBudget
{
    // No interval is given up for being dear: none is planned with more than so many times ε.
    private const double MostRisk = 5.0;

    private readonly ulong[] _missed;
    private readonly int _window;
    private int _next;

    /// <param name="allowed">ε: share of intervals that may be missed, (0, 1).</param>
    /// <param name="windowIntervals">Intervals in the budget's window, ≥ 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public ViolationBudget(double allowed, int windowIntervals)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(allowed, 0.0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(allowed, 1.0);
        ArgumentOutOfRangeException.ThrowIfLessThan(windowIntervals, 1);
        Allowed = allowed;
        _window = windowIntervals;
        _missed = new ulong[(windowIntervals + 63) / 64];
        Price = new RiskPrice(allowed);
    }

    /// <summary>A budget that goes on where another stopped; null where the state is not one of such a budget.</summary>
    /// <param name="allowed">ε of the new one.</param>
    /// <param name="windowIntervals">Window of the new one.</param>
    /// <param name="state">As <see cref="Save"/> gave it, possibly long ago or by another version.</param>
    public static ViolationBudget? TryRestore(double allowed, int windowIntervals, ViolationBudgetState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var budget = new ViolationBudget(allowed, windowIntervals);
        if (state.Allowed != allowed || state.Window != windowIntervals || state.MissedBits.Count != budget._missed.Length
            || state.Evaluated < 0 || state.Evaluated > windowIntervals || state.Next < 0 || state.Next >= windowIntervals
            || state.Price is { } price && !budget.Price.TryRestore(price))
        {
            return null;
        }

        for (var i = 0; i < budget._missed.Length; i++)
        {
            budget._missed[i] = state.MissedBits[i];
            budget.Missed += System.Numerics.BitOperations.PopCount(state.MissedBits[i]);
        }

        (budget._next, budget.Evaluated) = (state.Next, state.Evaluated);
        return budget.Missed > budget.Evaluated ? null : budget;
    }

    /// <summary>ε: share of intervals that may be missed.</summary>
    public double Allowed { get; }

    /// <summary>Intervals in the window.</summary>
    public int Window => _window;

    /// <summary>Intervals seen, at most the window.</summary>
    public int Evaluated { get; private set; }

    /// <summary>Intervals missed within the window.</summary>
    public int Missed { get; private set; }

    /// <summary>Share of the window's budget that is left: 1 untouched, 0 spent, negative overspent.</summary>
    public double Remaining => 1.0 - Missed / (Allowed * _window);

    /// <summary>What a violated interval is worth.</summary>
    public RiskPrice Price { get; }

    /// <summary>Most risk that one interval may be planned with, (0, ½]: ε itself until there is a price.</summary>
    public double Ceiling => Math.Min(Price.HasStarted ? MostRisk * Allowed : Allowed, 0.5);

    /// <summary>What it has learned.</summary>
    public ViolationBudgetState Save() => new(Allowed, _window, [.. _missed], _next, Evaluated, Price.Save());

    /// <summary>Counts one evaluation interval.</summary>
    /// <param name="isMiss">True when demand passed ready capacity in it.</param>
    public void Record(bool isMiss)
    {
        var word = _next / 64;
        var bit = 1UL << (_next % 64);
        if (Evaluated == _window)
        {
            Missed -= (_missed[word] & bit) != 0 ? 1 : 0;
        }
        else
        {
            Evaluated++;
        }

        _missed[word] = isMiss ? _missed[word] | bit : _missed[word] & ~bit;
        Missed += isMiss ? 1 : 0;
        _next = (_next + 1) % _window;
        Price.Record(isMiss);
    }
}

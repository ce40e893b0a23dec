namespace Headroom.Scaling.Budget;

/// <summary>
/// Paces violations like an error budget and adapts the operating quantile to what really happens: adaptive conformal
/// inference on ln α, and a feedback on what is left.
/// </summary>
/// <remarks>
/// ln a += γ·(ε − miss)/√ε; α = a·exp(clip(B/(180·ε), ±2)), B the running sum of ε − miss. Gibbs and Candès 2021 for
/// the first, docs/algorithms/scaling.md for both. One bit per interval of the window is kept, 1.3 kB for seven days of
/// minutes. Not thread-safe: the owner serialises access.
/// </remarks>
public sealed class ViolationBudget
{
    private const double Gain = 0.02;
    private const double PacingIntervals = 180.0;

    private readonly ulong[] _missed;
    private readonly int _window;
    private double _logLevel;
    private double _balance;
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
        _logLevel = Math.Log(allowed);
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
            || !double.IsFinite(state.LogLevel) || !double.IsFinite(state.Balance))
        {
            return null;
        }

        for (var i = 0; i < budget._missed.Length; i++)
        {
            budget._missed[i] = state.MissedBits[i];
            budget.Missed += System.Numerics.BitOperations.PopCount(state.MissedBits[i]);
        }

        (budget._logLevel, budget._balance, budget._next, budget.Evaluated) = (state.LogLevel, state.Balance, state.Next, state.Evaluated);
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

    /// <summary>α: violation probability to plan the next interval with, (0, ½].</summary>
    public double OperatingLevel =>
        Math.Clamp(Math.Exp(_logLevel + Math.Clamp(_balance / (PacingIntervals * Allowed), -2.0, 2.0)), Allowed / 20.0, 0.5);

    /// <summary>What it has learned.</summary>
    public ViolationBudgetState Save() => new(Allowed, _window, [.. _missed], _logLevel, _balance, _next, Evaluated);

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

        var surprise = Allowed - (isMiss ? 1.0 : 0.0);
        // The level may wander a factor of 20 either way: enough to correct any forecast, not enough to forget ε.
        _logLevel = Math.Clamp(_logLevel + Gain * surprise / Math.Sqrt(Allowed), Math.Log(Allowed / 20.0), Math.Log(Math.Min(0.5, Allowed * 20.0)));
        // A long quiet stretch must not buy a long outage: the balance is worth at most two hours of budget.
        _balance = Math.Clamp(_balance + surprise, -360.0 * Allowed - 2.0, 120.0 * Allowed);
    }
}

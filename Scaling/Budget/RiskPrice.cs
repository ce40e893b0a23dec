namespace Headroom.Scaling.Budget;

/// <summary>
/// The price of one violated interval, in replicas, that makes violations as frequent as allowed: learned from misses, and
/// moved by how likely the budget is to be kept.
/// </summary>
/// <remarks>
/// Of all plans with the same mean number of violations, the one that pays the same price for risk at every interval takes
/// the fewest replicas. ε′ = ε − .0016; ln λ ← ln λ − .01(ε′ − miss)/√ε; B = Σ(ε′ − miss), bounded; the price asked is
/// λ·exp(2·(1 − 2·P)), P the Beta–Binomial probability that the next 20/ε intervals miss at most 20 + B.
/// docs/algorithms/scaling.md. Not thread-safe.
/// </remarks>
public sealed class RiskPrice
{
    private const double Margin = 0.0016;
    private const double Gain = 0.01;
    private const double MostFolds = 2.0;

    // The stretch whose misses are looked ahead at is the one in which so many are allowed.
    private const double AllowedAhead = 20.0;
    private const double PriorMisses = 40.0;

    // A service that never misses whatever is planned must not make risk free, nor one that always misses make it priceless.
    private const double MostDrift = 4.0;

    private readonly MissBelief _belief;
    private readonly int _ahead;
    private double? _logStart;
    private double _logPrice;
    private double _balance;

    /// <param name="allowed">ε: share of intervals that may be missed, (0, 1).</param>
    public RiskPrice(double allowed)
    {
        Allowed = allowed;
        _belief = new MissBelief(allowed, Math.Max(PriorMisses / allowed, 2.0));
        _ahead = (int)Math.Min(Math.Ceiling(AllowedAhead / allowed), int.MaxValue);
    }

    /// <summary>ε: share of intervals that may be missed.</summary>
    public double Allowed { get; }

    /// <summary>False until a first price has been set.</summary>
    public bool HasStarted => _logStart is not null;

    /// <summary>P(the stretch ahead misses no more than it may, with what was saved or overspent).</summary>
    public double KeptProbability => _belief.ProbabilityOfAtMost(AllowedAhead + _balance, _ahead);

    /// <summary>λ now, replicas per interval that is certain to be violated; null before a first price.</summary>
    public double? Now => HasStarted ? Math.Exp(_logPrice + MostFolds * (1.0 - 2.0 * KeptProbability)) : null;

    private double Aim => Math.Max(Allowed - Margin, Allowed / 2);

    /// <summary>Begins with the price at which a risk of ε is best; later calls change nothing.</summary>
    /// <param name="replicasPerFold">Replicas by which the risk falls e-fold in the tail, &gt; 0.</param>
    public void Start(double replicasPerFold)
    {
        if (_logStart is null)
        {
            // Where the tail falls by e every s replicas, a price of s/ε accepts a risk of ε.
            _logPrice = Math.Log(Math.Max(replicasPerFold, 1e-3) / Allowed);
            _logStart = _logPrice;
        }
    }

    /// <summary>Counts one interval.</summary>
    public void Record(bool isMiss)
    {
        var surprise = Aim - (isMiss ? 1.0 : 0.0);
        _belief.Observe(isMiss);
        _balance = Math.Clamp(_balance + surprise, -2 * AllowedAhead, AllowedAhead);
        if (_logStart is { } start)
        {
            _logPrice = Math.Clamp(_logPrice - Gain * surprise / Math.Sqrt(Allowed), start - MostDrift, start + MostDrift);
        }
    }

    /// <summary>Forgets what was saved or overspent: rehearsals teach the price, they spend no budget.</summary>
    public void ClearBalance() => _balance = 0;

    /// <summary>Takes over the price that a rehearsal settled at. What was saved or overspent, and how often it missed, stays as it was.</summary>
    public void Adopt(RiskPriceState rehearsed)
    {
        ArgumentNullException.ThrowIfNull(rehearsed);
        if (rehearsed.LogStart is not null && double.IsFinite(rehearsed.LogPrice))
        {
            (_logStart, _logPrice) = (rehearsed.LogStart, rehearsed.LogPrice);
        }
    }

    public RiskPriceState Save() => new(_logStart, _logPrice, _balance, _belief.Missed, _belief.Kept);

    /// <summary>False, and unchanged, where the state is not one of such a price.</summary>
    public bool TryRestore(RiskPriceState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (!double.IsFinite(state.LogPrice) || !double.IsFinite(state.Balance) || state.LogStart is { } start && !double.IsFinite(start)
            || !_belief.TryRestore(state.Missed, state.Kept))
        {
            return false;
        }

        (_logStart, _logPrice, _balance) = (state.LogStart, state.LogPrice, state.Balance);
        return true;
    }
}

namespace Headroom.Scaling.Policies;

/// <summary>
/// Headroom's: the replicas with the least expected cost, n + λ·P(load &gt; n·capacity), where the price λ of a violated step
/// is what makes violations as frequent as allowed.
/// </summary>
/// <remarks>
/// Of all policies with the same mean number of violations this takes the fewest replicas: it accepts risk where avoiding it
/// is dear, as a fixed quantile does not. ε′ = ε − .0018; B = Σ(ε′ − miss); ln λ ← ln λ − .01(ε′ − miss)/√ε, and the price
/// asked is λ·exp(−clip(B/2.5, ±2)). No step is given up for being dear: none is planned with more than 5ε. docs/algorithms/lead-forecast.md.
/// </remarks>
public sealed class RiskPricePolicy : IScalingPolicy
{
    private const double Margin = 0.0018;
    private const double Gain = 0.01;
    private const double MissesPerFold = 2.5;
    private const double MostFolds = 2.0;
    private const double MostRisk = 5.0;

    private readonly UtilizationLine _line;
    private readonly double _allowed;
    private readonly int _lead;
    private readonly Queue<int> _pending = new();
    private double? _logPrice;
    private double _balance;

    /// <param name="line">Utilization at a load.</param>
    /// <param name="allowed">ε, share of steps that may be violated, (0, 1).</param>
    /// <param name="lead">Steps until a decision lands, ≥ 1.</param>
    public RiskPricePolicy(UtilizationLine line, double allowed, int lead) => (_line, _allowed, _lead) = (line, allowed, lead);

    public string Name => "Headroom";

    private double Aim => Math.Max(_allowed - Margin, _allowed / 2);

    /// <summary>Plays the decisions it would have made, so that the price has settled when the first one counts.</summary>
    public void Learn(in PolicyInput input)
    {
        if (input.Upper.Length == 0)
        {
            return;
        }

        if (_pending.Count == _lead)
        {
            Adapt(_line.At(input.Load, _pending.Dequeue()) > _line.Limit);
            _balance = 0;
        }

        _pending.Enqueue(Choose(input));
    }

    public int Decide(in PolicyInput input)
    {
        Adapt(input.IsMiss);
        return Choose(input);
    }

    private void Adapt(bool isMiss)
    {
        var surprise = Aim - (isMiss ? 1.0 : 0.0);
        _logPrice -= Gain * surprise / Math.Sqrt(_allowed);
        _balance += surprise;
    }

    private int Choose(in PolicyInput input)
    {
        var tail = new ExceedanceCurve(input.Upper, input.Exceedance);
        // Where the tail falls by e every s replicas, a price of s/ε accepts a risk of ε.
        _logPrice ??= Math.Log(Math.Max((tail.LoadAt(0.01) - tail.LoadAt(0.1)) / (Math.Log(10) * _line.PerReplica), 1e-3) / _allowed);
        var price = Math.Exp(_logPrice.Value - Math.Clamp(_balance / MissesPerFold, -MostFolds, MostFolds));
        var floor = _line.Replicas(tail.LoadAt(Math.Min(MostRisk * _allowed, 0.6)), _line.Limit);
        var (best, least) = (floor, Cost(floor, in tail, price));
        for (var piece = 0; piece < tail.Count; piece++)
        {
            Compare(tail.Load(piece), floor, in tail, price, ref best, ref least);
            if (tail.CheapestInside(piece, price * _line.PerReplica) is { } load)
            {
                Compare(load, floor, in tail, price, ref best, ref least);
            }
        }

        return best;
    }

    // The cost is convex between the loads where the curve bends: only the whole numbers beside a candidate can be best.
    private void Compare(double load, int floor, in ExceedanceCurve tail, double price, ref int best, ref double least)
    {
        var above = (int)Math.Ceiling(load / _line.PerReplica - 1e-9);
        for (var replicas = Math.Max(floor, above - 1); replicas <= above; replicas++)
        {
            var cost = Cost(replicas, in tail, price);
            if (cost < least)
            {
                (best, least) = (replicas, cost);
            }
        }
    }

    private double Cost(int replicas, in ExceedanceCurve tail, double price) =>
        replicas + price * tail.Risk(replicas * _line.PerReplica);
}

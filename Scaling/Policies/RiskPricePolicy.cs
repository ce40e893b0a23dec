using Headroom.Scaling.Budget;

namespace Headroom.Scaling.Policies;

/// <summary>
/// Headroom's: the replicas with the least expected cost, n + λ·P(load &gt; n·capacity), where the price λ of a violated step
/// is what makes violations as frequent as allowed.
/// </summary>
/// <remarks>
/// Of all policies with the same mean number of violations this takes the fewest replicas: it accepts risk where avoiding it
/// is dear, as a fixed quantile does not. No step is given up for being dear: none is planned with more than 5ε.
/// docs/algorithms/lead-forecast.md.
/// </remarks>
public sealed class RiskPricePolicy : IScalingPolicy
{
    private const double MostRisk = 5.0;

    // No fleet is larger: a tail may be, where a forecast runs away.
    private const int MostReplicas = 10_000_000;

    private readonly UtilizationLine _line;
    private readonly double _allowed;
    private readonly int _lead;
    private readonly Queue<int> _pending = new();
    private readonly RiskPrice _price;

    /// <param name="line">Utilization at a load.</param>
    /// <param name="allowed">ε, share of steps that may be violated, (0, 1).</param>
    /// <param name="lead">Steps until a decision lands, ≥ 1.</param>
    public RiskPricePolicy(UtilizationLine line, double allowed, int lead) => (_line, _allowed, _lead, _price) = (line, allowed, lead, new RiskPrice(allowed));

    public string Name => nameof(PolicyKind.RiskPrice);

    /// <summary>The price as it stands.</summary>
    public RiskPriceState Price => _price.Save();

    /// <summary>Plays the decisions it would have made, so that the price has settled when the first one counts.</summary>
    public void Learn(in PolicyInput input)
    {
        if (input.Upper.Length == 0)
        {
            return;
        }

        if (_pending.Count == _lead)
        {
            _price.Record(_line.At(input.Load, _pending.Dequeue()) > _line.Limit);
            _price.ClearBalance();
        }

        _pending.Enqueue(Choose(input));
    }

    public int Decide(in PolicyInput input)
    {
        _price.Record(input.IsMiss);
        return Choose(input);
    }

    private int Choose(in PolicyInput input)
    {
        var tail = new ExceedanceCurve(input.Upper, input.Exceedance);
        _price.Start((tail.LoadAt(0.01) - tail.LoadAt(0.1)) / (Math.Log(10) * _line.PerReplica));
        var price = _price.Now ?? 0.0;
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
        // Counts saturate: a loop up to the last one would never end.
        var above = (int)Math.Min(Math.Ceiling(load / _line.PerReplica - 1e-9), MostReplicas);
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

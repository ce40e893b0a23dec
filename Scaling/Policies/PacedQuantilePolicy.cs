namespace Headroom.Scaling.Policies;

/// <summary>
/// Headroom's: the quantile of the predictive distribution at a level that adapts to what really happens and paces the
/// violation budget, with the risk of whole replicas carried over.
/// </summary>
/// <remarks>
/// ε′ = ε − .0015; B = Σ(ε′ − miss); ln a += .02(ε′ − miss)/√ε; α = a·exp(clip(B/(180ε), ±2)). Of the two counts around
/// the quantile the one that keeps the carried risk nearer to zero. docs/algorithms/scaling.md.
/// </remarks>
public sealed class PacedQuantilePolicy : IScalingPolicy
{
    private const double Margin = 0.0015;
    private const double Gain = 0.02;
    private const double Pace = 180.0;

    private readonly UtilizationLine _line;
    private readonly double _allowed;
    private readonly int _lead;
    private readonly Queue<int> _pending = new();
    private double _logLevel;
    private double _balance;
    private double _carry;

    /// <param name="line">Utilization at a load.</param>
    /// <param name="allowed">ε, share of steps that may be violated, (0, 1).</param>
    /// <param name="lead">Steps until a decision lands, ≥ 1.</param>
    public PacedQuantilePolicy(UtilizationLine line, double allowed, int lead)
    {
        (_line, _allowed, _lead) = (line, allowed, lead);
        _logLevel = Math.Log(Aim);
    }

    public string Name => "Headroom";

    private double Aim => Math.Max(_allowed - Margin, _allowed / 2);

    /// <summary>Plays the decisions it would have made, so that the level has adapted when the first one counts.</summary>
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
        _logLevel = Math.Clamp(_logLevel + Gain * surprise / Math.Sqrt(_allowed), Math.Log(_allowed / 20), Math.Log(Math.Min(0.5, 20 * _allowed)));
        _balance += surprise;
    }

    private int Choose(in PolicyInput input)
    {
        var level = Math.Min(0.6, Math.Exp(_logLevel + Math.Clamp(_balance / (Pace * _allowed), -2.0, 2.0)));
        var safe = _line.Replicas(LoadExceededWith(level, input), _line.Limit);
        var (risk, riskBelow) = (Risk(safe, input), Risk(safe - 1, input));
        var takesLess = safe > 1 && Math.Abs(_carry + level - riskBelow) < Math.Abs(_carry + level - risk);
        // A carried risk must not pile up while the grid cannot say how small a risk is.
        _carry = Math.Clamp(_carry + level - (takesLess ? riskBelow : risk), -_allowed, _allowed);
        return takesLess ? safe - 1 : safe;
    }

    /// <summary>Interpolates loads over the logarithm of the probability.</summary>
    private static double LoadExceededWith(double probability, in PolicyInput input)
    {
        var loads = input.Upper;
        var grid = input.Exceedance;
        var above = 0;
        while (above < grid.Length && grid[above] > probability)
        {
            above++;
        }

        if (above == 0 || above == grid.Length)
        {
            return loads[Math.Min(above, grid.Length - 1)];
        }

        var share = Math.Log(grid[above - 1] / probability) / Math.Log(grid[above - 1] / grid[above]);
        return loads[above - 1] + share * (loads[above] - loads[above - 1]);
    }

    private double Risk(int replicas, in PolicyInput input)
    {
        var loads = input.Upper;
        var grid = input.Exceedance;
        var capacity = replicas * _line.PerReplica;
        var above = 0;
        while (above < loads.Length && loads[above] <= capacity)
        {
            above++;
        }

        if (above == 0)
        {
            return grid[0];
        }

        if (above == loads.Length)
        {
            return grid[^1] / 2;
        }

        var share = (capacity - loads[above - 1]) / Math.Max(loads[above] - loads[above - 1], 1e-12);
        return Math.Exp(Math.Log(grid[above - 1]) + share * Math.Log(grid[above] / grid[above - 1]));
    }
}

using MathNet.Numerics.Distributions;

namespace Headroom.Scaling.Policies;

/// <summary>
/// OptScaler's core: a chance constraint on the utilization under a normal error of the load, with the slope learned by
/// Widrow–Hoff.
/// </summary>
/// <remarks>
/// Zou et al., OptScaler, PVLDB 2024. Here the slope starts at the simulator's and stays there, as the simulator is
/// exactly linear: what remains is the constraint P(utilization ≤ limit) ≥ 1 − ε with a normal residual.
/// </remarks>
public sealed class OptScalerPolicy : IScalingPolicy
{
    private readonly UtilizationLine _line;
    private readonly double _z;
    private readonly int _lead;
    private readonly ResidualWindow _residuals;
    private readonly Queue<double> _pending = new();

    /// <param name="line">Utilization at a load.</param>
    /// <param name="allowed">ε, share of steps that may be violated.</param>
    /// <param name="lead">Steps until a decision lands, ≥ 1.</param>
    /// <param name="window">Residuals whose spread is used.</param>
    public OptScalerPolicy(UtilizationLine line, double allowed, int lead, int window)
    {
        (_line, _lead) = (line, lead);
        _z = Normal.InvCDF(0, 1, 1 - allowed);
        _residuals = new ResidualWindow(window);
    }

    public string Name => "OptScaler";

    public void Learn(in PolicyInput input) => Keep(input);

    public int Decide(in PolicyInput input)
    {
        Keep(input);
        return _line.Replicas(Math.Max(0, input.Point + _z * _residuals.StandardDeviation()), _line.Limit);
    }

    private void Keep(in PolicyInput input)
    {
        if (_pending.Count == _lead)
        {
            _residuals.Add(input.Load - _pending.Dequeue());
        }

        _pending.Enqueue(input.Point);
    }
}

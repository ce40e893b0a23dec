namespace Headroom.Scaling.Policies;

/// <summary>
/// BACC: point forecast plus a rolling residual quantile whose level adapts, and a PI controller that moves the
/// utilization planned with by the pace of the violation budget.
/// </summary>
/// <remarks>
/// α ← clip(α + γ((1 − q) − 1[miss])), γ = .08; e = v̂ − (ε − .005), τ = clip(.5 − (.4e + .05Σe), .3, .7); 720 minutes
/// of residuals. The published text leaves open whether Σe is bounded: both readings are here.
/// </remarks>
public sealed class BaccPolicy : IScalingPolicy
{
    private const double Gamma = 0.08;
    private const double Margin = 0.005;
    private const double Proportional = 0.4;
    private const double Integral = 0.05;

    private readonly UtilizationLine _line;
    private readonly double _allowed;
    private readonly int _lead;
    private readonly double _integralLimit;
    private readonly ResidualWindow _residuals;
    private readonly Queue<(double Point, double Upper)> _pending = new();
    private double _level;
    private double _integral;
    private int _steps;
    private int _misses;

    /// <param name="line">Utilization at a load.</param>
    /// <param name="allowed">ε, share of steps that may be violated.</param>
    /// <param name="lead">Steps until a decision lands, ≥ 1.</param>
    /// <param name="window">Residuals kept: 720 minutes' worth.</param>
    /// <param name="isClamped">Whether Σe stays within ±1.</param>
    public BaccPolicy(UtilizationLine line, double allowed, int lead, int window, bool isClamped)
    {
        (_line, _allowed, _lead, _level) = (line, allowed, lead, allowed);
        _integralLimit = isClamped ? 1.0 : double.PositiveInfinity;
        _residuals = new ResidualWindow(window);
        Name = isClamped ? "BaccClamped" : "Bacc";
    }

    public string Name { get; }

    public void Learn(in PolicyInput input) => Forecast(input);

    public int Decide(in PolicyInput input)
    {
        _steps++;
        _misses += input.IsMiss ? 1 : 0;
        var error = _misses / (double)_steps - (_allowed - Margin);
        _integral = Math.Clamp(_integral + error, -_integralLimit, _integralLimit);
        var planned = Math.Clamp(_line.Limit - (Proportional * error + Integral * _integral), 0.3, 0.7);
        return _line.Replicas(Forecast(input), planned);
    }

    private double Forecast(in PolicyInput input)
    {
        if (_pending.Count == _lead && _pending.Dequeue() is var due)
        {
            _residuals.Add(input.Load - due.Point);
            _level = Math.Clamp(_level + Gamma * (_allowed - (input.Load > due.Upper ? 1.0 : 0.0)), 0.001, 0.5);
        }

        var upper = Math.Max(0.0, input.Point + _residuals.Quantile(1 - _level));
        _pending.Enqueue((input.Point, upper));
        return upper;
    }
}

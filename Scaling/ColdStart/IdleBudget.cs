namespace Headroom.Scaling.ColdStart;

/// <summary>
/// The intensity below which a service is not worth its memory, steered so that idling costs no more than a fixed
/// keep-alive would have: a shadow of that keep-alive is kept beside, and the threshold follows what was overspent.
/// </summary>
/// <remarks>
/// To keep a service loaded where its intensity is above one threshold, the same for all and always, wastes the least for
/// a number of cold starts. What keep-alive τ stops waiting for, the hazard at age τ, is where it starts.
/// </remarks>
public sealed class IdleBudget
{
    private const double Day = 86_400;
    private const double MostStep = 3;

    // Steered to a little less than what is allowed: what is left of the error should not be overspending.
    private const double Aim = 0.995;

    private readonly double _keepAlive;
    private readonly double _horizon;
    private double _integral;
    private double _lastShadow;
    private double _perStep;
    private int _steps;

    /// <param name="keepAlive">Seconds of the fixed keep-alive that sets the budget, &gt; 0.</param>
    /// <param name="horizon">Seconds over which what was overspent is to be made good, &gt; 0: the more services, the shorter.</param>
    public IdleBudget(double keepAlive, double horizon = 2 * Day)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(keepAlive);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(horizon);
        (_keepAlive, _horizon) = (keepAlive, horizon);
        Threshold = 1 / (2 * keepAlive);
    }

    /// <summary>How often <see cref="Steer"/> wants to be called, seconds.</summary>
    public static double Period => 600;

    /// <summary>Requests per second from which on a service is kept loaded.</summary>
    public double Threshold { get; private set; }

    /// <summary>Seconds that were spent idle and loaded.</summary>
    public double Spent { get; private set; }

    /// <summary>Seconds that the fixed keep-alive would have spent.</summary>
    public double Allowed { get; private set; }

    /// <summary>A service idled.</summary>
    /// <param name="idleFor">Seconds it had idled before.</param>
    /// <param name="seconds">Seconds more.</param>
    /// <param name="isLoaded">Whether it was loaded.</param>
    public void Idle(double idleFor, double seconds, bool isLoaded)
    {
        Allowed += Math.Clamp(_keepAlive - idleFor, 0, seconds);
        Spent += isLoaded ? seconds : 0;
    }

    /// <param name="hazardAtKeepAlive">Requests per second of a service that has idled for the fixed keep-alive.</param>
    public void Steer(double hazardAtKeepAlive)
    {
        _steps++;
        _perStep += (Allowed - _lastShadow - _perStep) * Math.Max(Period / Day, 1.0 / _steps);
        _lastShadow = Allowed;
        var overspent = (Spent - Aim * Allowed) / (Math.Max(_perStep, 1) * _horizon / Period);
        _integral = Math.Clamp(_integral + overspent * Period / _horizon, -MostStep, MostStep);
        Threshold = hazardAtKeepAlive * Math.Exp(Math.Clamp(_integral + overspent, -MostStep, MostStep));
    }
}

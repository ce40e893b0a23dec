namespace Headroom.Scaling.ColdStart;

/// <summary>
/// Which services are worth keeping loaded: those whose expected requests per second lie above a threshold, the same for
/// all, that is steered to a budget of idle time. One that comes back above it is loaded ahead of its request.
/// </summary>
public sealed class SteeredKeepAlive(double keepAlive)
{
    private readonly ArrivalBelief _belief = new();
    private readonly AgeHazard _byIdleAge = new(1);
    private readonly IdleBudget _budget = new(keepAlive);
    private double _nextSteering = double.NaN;

    /// <summary>What was spent and what was allowed.</summary>
    public IdleBudget Budget => _budget;

    /// <summary>A request came. See <see cref="ArrivalBelief.Arrive"/>.</summary>
    public void Arrive(double time, int service, int client) => _belief.Arrive(time, service, client);

    /// <summary>A request was answered. See <see cref="ArrivalBelief.Finish"/>.</summary>
    public void Finish(double time, int client, double duration) => _belief.Finish(time, client, duration);

    /// <summary>A stretch in which a service idled has passed.</summary>
    /// <param name="idleFor">Seconds it had idled when the stretch began.</param>
    /// <param name="seconds">Length of the stretch.</param>
    /// <param name="isLoaded">Whether it was loaded in it.</param>
    /// <param name="isRequest">Whether a request ended it.</param>
    public void Idle(double idleFor, double seconds, bool isLoaded, bool isRequest)
    {
        _budget.Idle(idleFor, seconds, isLoaded);
        _byIdleAge.Learn(0, idleFor, seconds, isRequest);
    }

    /// <summary>What to keep loaded from now on, of what is idle.</summary>
    /// <param name="time">Seconds.</param>
    /// <param name="perSecond">Receives the requests per second that each service can expect.</param>
    /// <returns>Requests per second from which on a service is worth it.</returns>
    public double Decide(double time, Span<double> perSecond)
    {
        if (!(time < _nextSteering))
        {
            _budget.Steer(Math.Exp(_byIdleAge.LogRate(0, keepAlive)));
            _nextSteering = time + IdleBudget.Period;
        }

        _belief.Evaluate(time, perSecond);
        return _budget.Threshold;
    }
}

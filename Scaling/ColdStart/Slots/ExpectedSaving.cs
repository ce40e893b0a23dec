using Headroom.Scaling.ColdStart.Outlook;

namespace Headroom.Scaling.ColdStart.Slots;

/// <summary>
/// What saves least by staying goes: the chance of a request in the next twenty minutes times the seconds that loading takes.
/// </summary>
/// <param name="loadSeconds">By service, &gt; 0; all alike where it is not given.</param>
public sealed class ExpectedSaving(Func<int, double>? loadSeconds = null) : ISlotPolicy
{
    private const double Horizon = 1_200;

    // Seconds between looks at what idles, for learning.
    private const double Period = 30;

    private readonly ArrivalBelief _belief = new();
    private readonly IdleOutlook _outlook = new(Horizon);
    private CauseRates[] _causes = [];
    private double _next = double.NaN;

    public void Arrive(double time, int service, int client)
    {
        Watch(time);
        _belief.Arrive(time, service, client);
        _outlook.Arrive(time, service);
    }

    public void Finish(double time, int service, int client, double duration)
    {
        Watch(time);
        _belief.Finish(time, client, duration);
        _outlook.Finish(time, service);
    }

    public int Evict(double time, IReadOnlyList<int> idle)
    {
        ArgumentNullException.ThrowIfNull(idle);
        Evaluate(time);
        return idle.MinBy(s => (1 - Math.Exp(-Horizon * _outlook.Rate(time, s, _causes[s]))) * (loadSeconds?.Invoke(s) ?? 1));
    }

    private void Watch(double time)
    {
        if (double.IsNaN(_next))
        {
            _next = time;
        }

        for (; _next <= time; _next += Period)
        {
            Evaluate(_next);
            _outlook.Watch(_next, _causes);
        }
    }

    private void Evaluate(double time)
    {
        Array.Resize(ref _causes, _belief.Services);
        _belief.Evaluate(time, _causes);
    }
}

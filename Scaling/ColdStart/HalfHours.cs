namespace Headroom.Scaling.ColdStart;

/// <summary>Events of the last eight days by half hour, for "how was it at this time on earlier days".</summary>
internal sealed class HalfHours
{
    private const double Span = 1800;
    private const int PerDay = 48;
    private const int Days = 7;

    private readonly int[] _events = new int[(Days + 1) * PerDay];
    private long _newest;

    public void Add(double time)
    {
        Roll(time);
        _events[(int)(_newest % _events.Length)]++;
    }

    /// <summary>Events in the hour around this time of day, over the last seven days that are known.</summary>
    /// <param name="time">Now.</param>
    /// <param name="known">Seconds that events have been counted for.</param>
    /// <returns>Events, and the hours they came in.</returns>
    public (double Events, double Hours) AtThisTimeOfDay(double time, double known)
    {
        Roll(time);
        var (slot, part) = ((long)(time / Span), time / Span % 1);
        var (events, hours) = (0.0, 0.0);
        for (var day = 1; day <= Days && known > day * PerDay * Span - 2 * Span; day++)
        {
            var then = slot - day * PerDay;
            // The half hour it lies in, and its neighbours by how near they are: an hour in all.
            events += At(then) + (1 - part) * At(then - 1) + part * At(then + 1);
            hours++;
        }

        return (events, hours);
    }

    private int At(long slot) => slot < 0 || slot <= _newest - _events.Length ? 0 : _events[(int)(slot % _events.Length)];

    private void Roll(double time)
    {
        var slot = (long)(time / Span);
        for (var next = Math.Max(_newest + 1, slot - _events.Length + 1); next <= slot; next++)
        {
            _events[(int)(next % _events.Length)] = 0;
        }

        _newest = Math.Max(_newest, slot);
    }
}

using Headroom.Units;

namespace Headroom.Power.Policies;

/// <summary>A meter that repeats itself to the milliwatt is stuck: its reading is no reading.</summary>
internal sealed class MeterWatch
{
    private const int Repeats = 3;

    private Watts? _last;
    private int _same;

    /// <returns>The draw, or null once it has been the same for three readings.</returns>
    public Watts? Check(Watts? draw)
    {
        _same = draw is not null && draw == _last ? _same + 1 : 0;
        _last = draw;
        return _same >= Repeats - 1 ? null : draw;
    }
}

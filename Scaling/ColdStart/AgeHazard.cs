namespace Headroom.Scaling.ColdStart;

/// <summary>
/// Events per second by the time since the last one, in bins that grow with it, for a few classes: each class shrinks to
/// all of them where it has seen little (empirical Bayes).
/// </summary>
internal sealed class AgeHazard(int classes)
{
    private const int Bins = 40;
    private const double FirstBin = 4;

    // A class counts for itself from about this many events in a bin on.
    private const double Strength = 4;

    // Half an event in 500 seconds before any was seen.
    private const double PriorEvents = 0.5;
    private const double PriorSeconds = 500;

    private readonly double[] _seconds = new double[classes * Bins];
    private readonly double[] _events = new double[classes * Bins];

    /// <summary>Logarithm of events per second.</summary>
    public double LogRate(int ofClass, double age)
    {
        var bin = Bin(age);
        var (events, seconds) = (PriorEvents, PriorSeconds);
        for (var c = 0; c < classes; c++)
        {
            events += _events[c * Bins + bin];
            seconds += _seconds[c * Bins + bin];
        }

        var own = ofClass * Bins + bin;
        return Math.Log((_events[own] + Strength) / (_seconds[own] + Strength * seconds / events));
    }

    /// <param name="ofClass">Which class was watched.</param>
    /// <param name="age">Seconds since the last event when the exposure began.</param>
    /// <param name="seconds">Its length, short against the age.</param>
    /// <param name="isEvent">Whether it ended with one.</param>
    public void Learn(int ofClass, double age, double seconds, bool isEvent)
    {
        var at = ofClass * Bins + Bin(age);
        _seconds[at] += seconds;
        _events[at] += isEvent ? 1 : 0;
    }

    private static int Bin(double age) => Math.Min(Bins - 1, (int)(2 * Math.Log2(1 + age / FirstBin)));
}

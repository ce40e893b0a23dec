namespace Headroom.SimulatedNodes.Cards;

/// <summary>How much of the time a busy card is to read prompts: a day and night, and bursts that all cards share.</summary>
/// <remarks>
/// Every 90 seconds a burst of half a minute that comes within ten seconds, slowly enough for caps; the second, and every fourth after
/// it, comes at once and fills every card: the first of these finds the controller unprepared, and the brake is seen.
/// </remarks>
/// <param name="speed">Days pass so many times faster; bursts keep their pace, since leases and caps are on the wall clock.</param>
internal sealed class ServingLoad(double speed)
{
    private const double Day = 86_400;
    private const double Night = .05;
    private const double Noon = .22;
    private const double Between = 90;
    private const double First = 20;
    private const double Ramp = 10;
    private const double Length = 30;
    private const double SuddenLength = 12;
    private const double Height = .45;
    private const int SuddenEvery = 4;

    /// <param name="seconds">Since the start.</param>
    /// <returns>Seconds of prefill at the highest clock that come each second, in [0, 1].</returns>
    public double PrefillAt(double seconds)
    {
        // It begins at nine in the morning.
        var day = seconds * speed / Day + 9.0 / 24;
        var steady = Night + (Noon - Night) * (1 - Math.Cos(2 * Math.PI * (day - 3.0 / 24))) / 2;
        return Math.Min(steady + Burst(seconds - First), 1);
    }

    private static double Burst(double seconds)
    {
        if (seconds < 0)
        {
            return 0;
        }

        var into = seconds % Between;
        if ((int)(seconds / Between) % SuddenEvery == 1)
        {
            return into < SuddenLength ? 1 : 0;
        }

        return into < Length ? Height * Math.Min(into / Ramp, 1) : 0;
    }
}

namespace Headroom.Simulation.Power.Histories;

/// <summary>One priority's servers through time: what a slower clock or the gate holds back waits and is done later.</summary>
/// <remarks>
/// Prompts are a fluid: those that come and those that wait are begun as fast as the clock lets every server of the group
/// begin them. Decode never waits: its batches grow, so it draws the same for longer tokens.
/// </remarks>
/// <param name="work">What it would do with nothing held back.</param>
internal sealed class GroupFlow(GroupWork work)
{
    public GroupPace Pace { get; set; } = new(1, 1, 0, 1);

    /// <summary>Prompts that wait, in seconds of one server's prefill at the highest clock.</summary>
    public double Backlog { get; private set; }

    /// <summary>Servers in prefill.</summary>
    public double Prefilling { get; private set; }

    public double Offered { get; private set; }

    /// <summary>Seconds until what waits now is begun, if nothing is gated.</summary>
    public double WaitSeconds => work.Servers == 0 ? 0 : Backlog * Pace.PrefillTime / work.Servers;

    /// <summary>What the work that came would draw above idle, watts: how much it counts.</summary>
    public double Wanted { get; private set; }

    /// <param name="sample">Of the history.</param>
    /// <param name="swing">See <see cref="GroupWork.At"/>.</param>
    /// <param name="seconds">Length of the step.</param>
    /// <param name="mostPrefilling">What the gate lets be in prefill at once.</param>
    /// <returns>Mean draw, watts.</returns>
    public double Step(int sample, double swing, double seconds, double mostPrefilling)
    {
        (var decode, Offered) = work.At(sample, swing);
        // A server that drew more than prefill is published to draw does more than one prefill's work.
        var servers = Math.Max(work.Servers, Offered);
        var most = Math.Max(Math.Min(servers, mostPrefilling), 0);
        var begun = Math.Min(Offered + Backlog / seconds, most / Pace.PrefillTime);
        Backlog = Math.Max(Backlog + (Offered - begun) * seconds, 0);
        Prefilling = begun * Pace.PrefillTime;
        Wanted = decode + Offered * work.PrefillWatts;
        return work.Idle[sample] + decode * Pace.DecodePower + Prefilling * Pace.PrefillWatts;
    }
}

namespace Headroom.Simulation.Power.Histories;

/// <summary>How many servers fit when nothing is ever held back: the row's own highest draw against the budget.</summary>
internal static class FreeBound
{
    /// <param name="maker">Of the row's servers.</param>
    /// <param name="samples">How long.</param>
    /// <param name="swing">What the row does between two samples; null for nothing.</param>
    /// <param name="settings">The feed.</param>
    /// <param name="most">Not more than so many.</param>
    public static int Find(RowMaker maker, int samples, HiddenSwing? swing, HistorySettings settings, int most)
    {
        var (budget, idle) = (settings.Budget.ToWatts(), settings.Server.Idle.ToWatts());
        var full = settings.Server.WattsAt(HistorySettings.Phases.Prefill) - idle;
        var sum = new double[samples];
        var above = new double[samples];
        var watts = new float[samples];
        for (var servers = 0; servers < most; servers++)
        {
            maker.Draw(servers, watts);
            for (var t = 0; t < samples; t++)
            {
                sum[t] += watts[t];
                above[t] += Math.Max(watts[t] - idle, 0);
                // No server swings beyond prefill.
                var hidden = swing is null ? 0 : Math.Max(Math.Min(swing.Highest(t) * above[t], (servers + 1) * full - above[t]), 0);
                if (sum[t] + hidden > budget)
                {
                    return servers;
                }
            }
        }

        return most;
    }
}

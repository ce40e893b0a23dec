namespace Headroom.Simulation.Power.Histories;

/// <summary>How many servers fit when nothing is ever held back: the row's own highest draw against the budget.</summary>
internal static class FreeBound
{
    /// <param name="most">Not more than so many.</param>
    public static int Find(RowMaker maker, int samples, double budgetWatts, int most)
    {
        var sum = new double[samples];
        var watts = new float[samples];
        for (var servers = 0; servers < most; servers++)
        {
            maker.Draw(servers, watts);
            for (var t = 0; t < samples; t++)
            {
                sum[t] += watts[t];
                if (sum[t] > budgetWatts)
                {
                    return servers;
                }
            }
        }

        return most;
    }
}

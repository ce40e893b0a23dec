using Headroom.Simulation.Events;

namespace Headroom.Simulation.Power.Histories;

/// <summary>What a row may draw between two samples of a history that is too coarse to show it.</summary>
/// <remarks>
/// The row swings around its samples as an Ornstein-Uhlenbeck process, all servers together; each sample's mean stays what it is. Its
/// deviation is the one whose means over a sample would differ from neighbour to neighbour by what the busiest quarter of the
/// samples do: all of that difference is put down to short swings. Shorter swings than assumed would be higher, and a burst
/// that is rarer than Gaussian ones is not found: it is an assumption, not a bound.
/// </remarks>
internal sealed class HiddenSwing
{
    // A row swings more the busier it is.
    private const double Busy = .25;
    private const int FewestPairs = 16;

    private readonly float[] _path;
    private readonly float[] _highest;

    private HiddenSwing(double share, float[] path, float[] highest) => (Share, _path, _highest) = (share, path, highest);

    /// <summary>Standard deviation, of the row's draw above idle.</summary>
    public double Share { get; }

    /// <param name="step">Of a controller's readings.</param>
    public double At(long step) => _path[step];

    /// <summary>The highest within a sample.</summary>
    public double Highest(int sample) => _highest[sample];

    /// <returns>Null where the history is fine enough to show its swings.</returns>
    public static HiddenSwing? Of(RowHistory history, HistorySettings settings)
    {
        if (history.Step <= settings.FinestNeeded)
        {
            return null;
        }

        var difference = Math.Sqrt(NeighbourVariance(history, settings.Server.Idle.ToWatts()));
        var share = difference / Math.Sqrt(DifferenceOfMeans(history.Step.TotalSeconds / settings.SwingSeconds));
        var path = Walk(share, settings, (long)(history.Length.TotalSeconds / HistorySettings.TelemetrySeconds));
        return new HiddenSwing(share, path, AroundSamples(path, history));
    }

    /// <summary>Variance of the difference of two neighbouring means of the process, its own variance being 1.</summary>
    /// <param name="memories">Length of a mean over the process' memory.</param>
    private static double DifferenceOfMeans(double memories)
    {
        var fade = 1 - Math.Exp(-memories);
        return 2 * (2 * (memories - fade) - fade * fade) / (memories * memories);
    }

    /// <summary>Mean square of the relative difference of two neighbouring samples of the row's draw above idle, where it is busiest.</summary>
    private static double NeighbourVariance(RowHistory history, double idle)
    {
        var above = new double[history.Samples];
        foreach (var watts in history.Watts)
        {
            for (var t = 0; t < above.Length; t++)
            {
                above[t] += Math.Max(watts[t] - idle, 0);
            }
        }

        var pairs = above.Zip(above.Skip(1)).Where(static p => p.First + p.Second > 0).OrderByDescending(static p => p.First + p.Second).ToArray();
        var busy = Math.Min(Math.Max((int)(pairs.Length * Busy), FewestPairs), pairs.Length);
        return busy == 0 ? 0 : pairs.Take(busy).Average(static p => Math.Pow(2 * (p.Second - p.First) / (p.First + p.Second), 2));
    }

    private static float[] Walk(double share, HistorySettings settings, long steps)
    {
        var random = new FastRandom(settings.Seed, "between samples");
        var keep = Math.Exp(-HistorySettings.TelemetrySeconds / settings.SwingSeconds);
        var fresh = share * Math.Sqrt(1 - keep * keep);
        var path = new float[steps];
        var at = share * random.NextNormal();
        for (var step = 0; step < path.Length; step++)
        {
            path[step] = (float)at;
            at = keep * at + fresh * random.NextNormal();
        }

        return path;
    }

    /// <summary>Moves each sample's part of the path so that its mean is nothing.</summary>
    /// <returns>The highest of each.</returns>
    private static float[] AroundSamples(float[] path, RowHistory history)
    {
        var highest = new float[history.Samples];
        for (int sample = 0, from = 0; from < path.Length; sample++)
        {
            var to = sample + 1 < highest.Length ? FirstStep(sample + 1) : path.Length;
            var part = path.AsSpan(from..to);
            var mean = 0.0;
            foreach (var swing in part)
            {
                mean += swing / part.Length;
            }

            foreach (ref var swing in part)
            {
                swing -= (float)mean;
                highest[sample] = Math.Max(highest[sample], swing);
            }

            from = to;
        }

        return highest;

        int FirstStep(int sample) => (int)Math.Ceiling(sample * history.Step.TotalSeconds / HistorySettings.TelemetrySeconds);
    }
}

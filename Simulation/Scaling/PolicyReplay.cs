using Headroom.Forecasting.Lead;
using Headroom.Scaling.Policies;

namespace Headroom.Simulation.Scaling;

/// <summary>BACC's simulator: a decision lands a lead later, at most so many replicas away from the one before it.</summary>
public static class PolicyReplay
{
    /// <param name="policy">Fresh; it learns and decides here.</param>
    /// <param name="window">Loads in the unit of <paramref name="line"/>.</param>
    /// <param name="track">Forecasts of exactly these loads.</param>
    /// <param name="line">Utilization at a load.</param>
    /// <param name="bounds">How far the count may go; BACC's where left out.</param>
    public static ReplayOutcome Run(
        IScalingPolicy policy, ReplayWindow window, ForecastTrack track, UtilizationLine line, ReplayBounds? bounds = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(window);
        ArgumentNullException.ThrowIfNull(track);
        ArgumentNullException.ThrowIfNull(line);
        var within = bounds ?? ReplayBounds.Bacc;
        for (var t = 0; t < window.Training; t++)
        {
            policy.Learn(Input(window, track, t, replicas: 0, isMiss: false));
        }

        var (replicas, utilizations) = (new int[window.Test], new double[window.Test]);
        // The service comes with what its last load needed.
        var decided = within.Clamp(line.Replicas(window.Loads[Math.Max(window.Training - 1, 0)], line.Limit));
        var landing = new Queue<int>(Enumerable.Repeat(decided, window.Lead));
        for (var i = 0; i < window.Test; i++)
        {
            var t = window.Training + i;
            replicas[i] = landing.Dequeue();
            utilizations[i] = line.At(window.Loads[t], replicas[i]);
            var wanted = policy.Decide(Input(window, track, t, replicas[i], utilizations[i] > line.Limit + 1e-12));
            decided = within.Clamp(Math.Clamp(wanted, decided - within.MaxChange, decided + within.MaxChange));
            landing.Enqueue(decided);
        }

        return new ReplayOutcome(window.Loads[window.Training..], replicas, utilizations, line.Limit, window.Day);
    }

    /// <summary>The fewest replicas without a violation, known in advance.</summary>
    public static ReplayOutcome Oracle(ReplayWindow window, UtilizationLine line, ReplayBounds? bounds = null)
    {
        ArgumentNullException.ThrowIfNull(window);
        ArgumentNullException.ThrowIfNull(line);
        var loads = window.Loads[window.Training..];
        int[] replicas = [.. loads.Select(l => (bounds ?? ReplayBounds.Bacc).Clamp(line.Replicas(l, line.Limit)))];
        return new ReplayOutcome(loads, replicas, [.. loads.Zip(replicas, line.At)], line.Limit, window.Day);
    }

    private static PolicyInput Input(ReplayWindow window, ForecastTrack track, int t, int replicas, bool isMiss) => new()
    {
        Load = window.Loads[t],
        Replicas = replicas,
        IsMiss = isMiss,
        Point = track.Point(t),
        // Before the first day is over there is no distribution to speak of.
        Upper = track.IsPooled || t >= LeadForecaster.LeastSteps(window.Day) ? track.Upper(t) : [],
        Exceedance = QuantileGrid.Exceedance,
        Draws = track.Draws(t),
    };
}

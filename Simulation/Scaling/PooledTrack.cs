using Headroom.Forecasting;
using Headroom.Forecasting.Distributions;
using Headroom.Forecasting.History;
using Headroom.Forecasting.Lead;
using Headroom.Forecasting.Members;
using Headroom.Forecasting.Pooling;
using Headroom.Scaling.Planning;

namespace Headroom.Simulation.Scaling;

/// <summary>The operator's own forecaster along a series: the same pool, refitted as often, asked at every step.</summary>
public static class PooledTrack
{
    // What the operator keeps by default.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(14);
    private const int MaxKept = 100_000;

    /// <param name="loads">In time order, one per step; NaN where missing.</param>
    /// <param name="start">Time of the first load.</param>
    /// <param name="step">Spacing.</param>
    /// <param name="lead">Steps from a decision to its effect, ≥ 1.</param>
    /// <param name="from">First step to forecast from; before it the point is the load itself.</param>
    /// <param name="onStep">Called after each step with its number; may throw to end the work.</param>
    public static ForecastTrack Of(ReadOnlySpan<double> loads, DateTimeOffset start, TimeSpan step, int lead, int from, Action<int> onStep)
    {
        ArgumentNullException.ThrowIfNull(onStep);
        ArgumentOutOfRangeException.ThrowIfLessThan(lead, 1);
        var history = new IndicatorHistory(step, (int)Math.Clamp(Kept / step, 2.0 * lead, MaxKept));
        var day = (int)Math.Round(TimeSpan.FromDays(1) / step);
        var settings = new ForecastSettings(lead, [.. new[] { day, 7 * day }.Where(static s => s >= 2)], Members: MemberSet.Full);
        var (points, draws, uppers) = (loads.ToArray(), new DemandDraws?[loads.Length], new double[loads.Length * QuantileGrid.Count]);
        var upper = new double[QuantileGrid.Count];
        var (pool, fitted) = ((ForecastPool?)null, int.MinValue);
        for (var t = 0; t < loads.Length; t++)
        {
            history.Append(start + step * t, loads[t]);
            if (t >= from)
            {
                if (fitted == int.MinValue || step * (t - fitted) >= RefitRule.Due(step, history.Count, pool?.HasDrifted ?? false))
                {
                    (pool, fitted) = (Refit(pool, history, settings), t);
                }

                pool?.Learn([history]);
                if (Predict(pool, history, lead) is { } then)
                {
                    draws[t] = new DemandDraws(then.Values.ToArray(), then.Weights.ToArray());
                    points[t] = then.Mean();
                    QuantileGrid.Fill(then, upper);
                }

                // In an outage the last tail stands.
                upper.CopyTo(uppers, t * QuantileGrid.Count);
            }

            onStep(t);
        }

        return new ForecastTrack(points, uppers, draws, from);
    }

    private static ForecastPool? Refit(ForecastPool? pool, IndicatorHistory history, ForecastSettings settings)
    {
        var next = PoolFitter.TryFit([history], settings);
        next?.Succeed(pool);
        return next ?? pool;
    }

    private static WeightedSamples? Predict(ForecastPool? pool, IndicatorHistory history, int lead) =>
        (pool?.TryPredict([history]) ?? PriorForecast.TryPredict(history, lead))?.Paths.At(lead);
}

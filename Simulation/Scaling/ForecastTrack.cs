using Headroom.Forecasting.Lead;
using Headroom.Scaling.Planning;

namespace Headroom.Simulation.Scaling;

/// <summary>
/// What a forecaster says at every step of a series, each time from what had come by then. Policies are replayed over one
/// track, so that they differ in their decisions alone.
/// </summary>
public sealed class ForecastTrack
{
    private readonly double[] _points;
    private readonly double[] _uppers;

    private readonly DemandDraws?[] _draws;

    private readonly int _from;

    /// <param name="from">First step with a distribution.</param>
    internal ForecastTrack(double[] points, double[] uppers, DemandDraws?[] draws, int from) =>
        (_points, _uppers, _draws, _from) = (points, uppers, draws, from);

    public double Point(int step) => _points[step];

    /// <summary>Whether a pool made it, which has a distribution from its first step on.</summary>
    public bool IsPooled => _draws.Length > 0;

    /// <summary>Loads exceeded with the probabilities of <see cref="QuantileGrid"/>; empty before a pool's first forecast.</summary>
    public ReadOnlySpan<double> Upper(int step) =>
        step < _from ? [] : _uppers.AsSpan(step * QuantileGrid.Count, QuantileGrid.Count);

    /// <summary>The whole distribution; null where the forecaster gives a point and an upper side alone.</summary>
    public DemandDraws? Draws(int step) => _draws.Length == 0 ? null : _draws[step];

    /// <param name="loads">In time order, one per step; NaN where missing.</param>
    /// <param name="day">Steps in a day.</param>
    /// <param name="lead">Steps from a decision to its effect.</param>
    /// <param name="seed">Of the forest.</param>
    /// <param name="onStep">Called after each step with its number; may throw to end the work.</param>
    public static ForecastTrack Of(ReadOnlySpan<double> loads, int day, int lead, int seed, Action<int>? onStep = null)
    {
        var forecaster = new LeadForecaster(day, lead, new Random(seed));
        var (points, uppers) = (new double[loads.Length], new double[loads.Length * QuantileGrid.Count]);
        for (var t = 0; t < loads.Length; t++)
        {
            forecaster.Observe(loads[t]);
            points[t] = forecaster.Point;
            forecaster.Upper.CopyTo(uppers.AsSpan(t * QuantileGrid.Count));
            onStep?.Invoke(t);
        }

        return new ForecastTrack(points, uppers, [], from: 0);
    }

    /// <summary>For policies that know only what was: the point is the load, and there is no distribution.</summary>
    public static ForecastTrack None(ReadOnlySpan<double> loads) => new(loads.ToArray(), [], [], int.MaxValue);

    /// <summary>The point and the upper side of the same series in another unit: a forecaster is scale equivariant.</summary>
    public ForecastTrack Scaled(double factor) => new([.. _points.Select(p => p * factor)], [.. _uppers.Select(u => u * factor)], [], _from);
}

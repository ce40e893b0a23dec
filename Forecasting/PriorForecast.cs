using Headroom.Forecasting.Distributions;
using Headroom.Forecasting.History;
using MathNet.Numerics.Distributions;

namespace Headroom.Forecasting;

/// <summary>What is believed before there is history to learn from: the newest value, widening with the horizon.</summary>
/// <remarks>
/// Log-normal around the newest value with σ = .35·√(h/H): nine in ten futures within a factor 1.8 at the horizon. Wide
/// on purpose: until data speak, the reactive floor and this width carry the service level.
/// </remarks>
public static class PriorForecast
{
    private const double SigmaAtHorizon = 0.35;
    private const int Paths = 33;
    private const int Patience = 5;

    /// <summary>Null when the newest samples are missing.</summary>
    /// <param name="horizon">Steps ahead, ≥ 1.</param>
    public static Forecast? TryPredict(IndicatorHistory demand, int horizon)
    {
        ArgumentNullException.ThrowIfNull(demand);
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        var newest = demand.LastKnown(0, Patience);
        if (float.IsNaN(newest))
        {
            return null;
        }

        var values = new float[Paths * horizon];
        var weights = new float[Paths];
        for (var p = 0; p < Paths; p++)
        {
            weights[p] = 1f / Paths;
            var z = Normal.InvCDF(0, 1, (p + 0.5) / Paths);
            for (var h = 1; h <= horizon; h++)
            {
                values[p * horizon + h - 1] = newest * (float)Math.Exp(SigmaAtHorizon * Math.Sqrt(h / (double)horizon) * z);
            }
        }

        return new Forecast(demand.Origin!.Value, demand.Step, new SamplePaths(values, weights, horizon));
    }
}

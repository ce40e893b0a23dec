using Headroom.Forecasting.Distributions;

namespace Headroom.Forecasting.Skill;

/// <summary>Quantiles at 5%, 10% … 95%: all that is kept of a forecast until its time comes.</summary>
public static class Ventiles
{
    public const int Count = 19;

    /// <param name="predicted">A predictive distribution.</param>
    /// <returns>Ascending, in the demand's unit.</returns>
    public static float[] Of(WeightedSamples predicted)
    {
        ArgumentNullException.ThrowIfNull(predicted);
        var quantiles = new float[Count];
        var values = predicted.Values;
        var weights = predicted.Weights;
        var (cumulative, i) = (0.0, -1);
        for (var q = 0; q < Count; q++)
        {
            while (cumulative < Level(q) - 1e-6 && i + 1 < values.Length)
            {
                cumulative += weights[++i];
            }

            quantiles[q] = values[Math.Max(i, 0)];
        }

        return quantiles;
    }

    /// <summary>Probability of a quantile, (0, 1).</summary>
    public static double Level(int index) => (index + 1) / (Count + 1.0);

    /// <summary>Continuous ranked probability score from the quantiles: twice the integral of the pinball loss over levels.</summary>
    /// <remarks>Gneiting and Ranjan, JBES 2011. By trapezoids: the loss is 0 at levels 0 and 1.</remarks>
    public static double Crps(ReadOnlySpan<float> quantiles, double observed)
    {
        var sum = 0.0;
        for (var q = 0; q < Count; q++)
        {
            var error = observed - quantiles[q];
            sum += Math.Max(Level(q) * error, (Level(q) - 1) * error);
        }

        return 2 * sum / (Count + 1);
    }
}

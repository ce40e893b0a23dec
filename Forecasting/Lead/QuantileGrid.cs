using Headroom.Forecasting.Distributions;

namespace Headroom.Forecasting.Lead;

/// <summary>The probabilities of exceedance that the upper side of a lead forecast is given at.</summary>
public static class QuantileGrid
{
    private static readonly double[] Falling =
    [
        0.6, 0.5, 0.4, 0.3, 0.22, 0.16, 0.12, 0.09, 0.07, 0.055, 0.042,
        0.032, 0.024, 0.018, 0.013, 0.0095, 0.0065, 0.0045, 0.003, 0.0018, 0.0009, 0.0004,
    ];

    /// <summary>From .6 down to .0004.</summary>
    public static ReadOnlySpan<double> Exceedance => Falling;

    public static int Count => Falling.Length;

    /// <summary>The grid's loads of any predictive distribution.</summary>
    /// <param name="predicted">Its far tail is no finer than its samples: beyond them the largest counts.</param>
    /// <param name="upper"><see cref="Count"/> values, ascending.</param>
    public static void Fill(WeightedSamples predicted, Span<double> upper)
    {
        ArgumentNullException.ThrowIfNull(predicted);
        var values = predicted.Values;
        var weights = predicted.Weights;
        var (above, i) = (0.0, values.Length - 1);
        for (var q = Count - 1; q >= 0; q--)
        {
            // A sample stands for the middle of its weight.
            while (i > 0 && above + weights[i] / 2 < Falling[q])
            {
                above += weights[i--];
            }

            upper[q] = values[i];
        }
    }
}

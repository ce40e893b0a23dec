using Headroom.Forecasting.Distributions;

namespace Headroom.Forecasting.Skill;

/// <summary>Sums up the scores of one forecaster over many forecasts: weighted quantile loss, absolute error, coverage, CRPS.</summary>
public sealed class ForecastTally
{
    private const int Levels = 9;

    private double _pinball;
    private double _size;
    private double _absolute;
    private double _crps;
    private int _inside;
    private int _inside90;
    private int _scored;

    /// <summary>Mean weighted quantile loss at .1 … .9: 2·Σ pinball / (9·Σ|y|), a share of what was observed; 0 is perfect.</summary>
    /// <remarks>As the M5 and later comparisons of forecasters take it; Park et al., AISTATS 2022.</remarks>
    public double Wql => 2 * _pinball / (Levels * _size);

    /// <summary>Mean absolute error of the median, demand's unit; over <see cref="NaiveError"/> of the training rows it is MASE.</summary>
    public double MeanAbsolute => _absolute / _scored;

    /// <summary>Share of observations between the .1 and .9 quantiles.</summary>
    public double Coverage80 => _inside / (double)_scored;

    /// <summary>Share of observations between the .05 and .95 quantiles.</summary>
    public double Coverage90 => _inside90 / (double)_scored;

    /// <summary>Mean continuous ranked probability score, demand's unit.</summary>
    public double Crps => _crps / _scored;

    /// <summary>Observations scored.</summary>
    public int Scored => _scored;

    /// <summary>False where nothing was scored or nothing but zeros came.</summary>
    public bool IsDefined => _scored > 0 && _size > 0;

    /// <summary>Mean absolute error of a training series predicted by its value one season before: the unit of MASE.</summary>
    /// <param name="training">Oldest first; not finite where missing.</param>
    /// <param name="season">Steps, ≥ 1; 1 is the last value.</param>
    /// <returns>Above 0, so that a constant series can be divided by it.</returns>
    /// <remarks>Hyndman and Koehler, Int. J. of Forecasting 22 (2006).</remarks>
    public static double NaiveError(ReadOnlySpan<double> training, int season)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(season, 1);
        var (sum, count) = (0.0, 0);
        for (var t = season; t < training.Length; t++)
        {
            var error = Math.Abs(training[t] - training[t - season]);
            if (double.IsFinite(error))
            {
                sum += error;
                count++;
            }
        }

        return Math.Max(sum / Math.Max(count, 1), 1e-12);
    }

    /// <param name="forecast">What was predicted.</param>
    /// <param name="observed">What came, finite, in the same unit.</param>
    public void Add(WeightedSamples forecast, double observed)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        for (var q = 1; q <= Levels; q++)
        {
            var level = q / (Levels + 1.0);
            var error = observed - forecast.Quantile(level);
            _pinball += error >= 0 ? level * error : (level - 1) * error;
        }

        _size += Math.Abs(observed);
        _absolute += Math.Abs(observed - forecast.Quantile(0.5));
        // A forecast holds single precision: 24.69 repeated would lie beside itself.
        _inside += (float)observed >= forecast.Quantile(0.1) && (float)observed <= forecast.Quantile(0.9) ? 1 : 0;
        _inside90 += (float)observed >= forecast.Quantile(0.05) && (float)observed <= forecast.Quantile(0.95) ? 1 : 0;
        _crps += forecast.Crps(observed);
        _scored++;
    }
}

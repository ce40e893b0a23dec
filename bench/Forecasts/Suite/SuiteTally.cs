using Headroom.Forecasting.Distributions;

namespace Headroom.Bench.Forecasts.Suite;

/// <summary>Scores of one forecaster on one data set and horizon, over all origins and all steps up to the horizon.</summary>
internal sealed class SuiteTally
{
    private const int Levels = 9;

    private double _pinball;
    private double _size;
    private double _absolute;
    private double _crps;
    private int _inside;
    private int _inside90;
    private int _scored;

    /// <summary>Mean weighted quantile loss at .1 … .9: 2·Σ pinball / (9·Σ|y|).</summary>
    public double Wql => 2 * _pinball / (Levels * _size);

    /// <summary>Mean absolute error of the median, demand's unit; over the naive training error it is MASE.</summary>
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

    public void Add(WeightedSamples forecast, double observed)
    {
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

using Headroom.Forecasting.History;

namespace Headroom.Forecasting.Members;

/// <summary>
/// The regressors of <see cref="RidgeOnDifferences"/>: everything is a difference from the newest value, so that the
/// prior mean is a random walk and the level of the series does not matter.
/// </summary>
internal sealed class RidgeFeatures
{
    private const int Lags = 12;
    private const int SeasonalOffsets = 4;
    private const int Harmonics = 2;
    private const int CovariateWindow = 36;

    // A hole up to this long is carried forward; a longer one makes the row unusable.
    private const int Patience = 3;

    private static readonly int[] MeanWindows = [6, 36];

    private readonly int _season;
    private readonly int _horizon;
    private readonly int _covariates;
    private readonly TimeSpan _step;
    private readonly double _stepsPerDay;

    /// <param name="season">Season length in steps; 0 for none.</param>
    /// <param name="horizon">Steps ahead, ≥ 1.</param>
    /// <param name="covariates">Indicators besides the demand.</param>
    /// <param name="step">Spacing of the samples.</param>
    public RidgeFeatures(int season, int horizon, int covariates, TimeSpan step)
    {
        _season = season;
        _horizon = horizon;
        _covariates = covariates;
        _step = step;
        _stepsPerDay = TimeSpan.FromDays(1) / step;
        // Harmonics of the day say something only when a season was long enough to fit them.
        var seasonal = season > 0 ? SeasonalOffsets + 2 * Harmonics : 0;
        Count = 1 + Lags + MeanWindows.Length + seasonal + 2 * covariates;
        History = Math.Max(CovariateWindow, Math.Max(MeanWindows[^1], Lags + 1)) + Patience;
        History = season > 0 ? Math.Max(History, season + 1) : History;
    }

    public static RidgeFeatures Read(BinaryReader reader) =>
        new(reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), new TimeSpan(reader.ReadInt64()));

    public void Write(BinaryWriter writer)
    {
        writer.Write(_season);
        writer.Write(_horizon);
        writer.Write(_covariates);
        writer.Write(_step.Ticks);
    }

    /// <summary>Regressors in a row.</summary>
    public int Count { get; }

    /// <summary>Regressors that are differences in the demand's unit; they follow the constant.</summary>
    public int Differences => Lags + MeanWindows.Length + (_season > 0 ? SeasonalOffsets : 0);

    /// <summary>Samples before the origin that a row looks at.</summary>
    public int History { get; }

    /// <summary>Fills one row; false when the past around the origin has holes too long to carry over.</summary>
    /// <param name="level">The newest known value, from which everything is a difference.</param>
    public bool TryFill(IReadOnlyList<IndicatorHistory> indicators, int originStepsBack, Span<double> row, out double level)
    {
        var demand = indicators[0];
        level = 0;
        if (originStepsBack + History > demand.Count)
        {
            return false;
        }

        var newest = demand.LastKnown(originStepsBack, Patience);
        if (float.IsNaN(newest))
        {
            return false;
        }

        level = newest;
        var i = 0;
        row[i++] = 1.0;
        var previous = newest;
        for (var lag = 1; lag <= Lags; lag++)
        {
            var value = demand[originStepsBack + lag];
            previous = float.IsNaN(value) ? previous : value;
            row[i++] = previous - level;
        }

        foreach (var window in MeanWindows)
        {
            row[i++] = MeanOver(demand, originStepsBack, window, newest) - level;
        }

        if (_season > 0)
        {
            i = FillSeasonal(demand, originStepsBack, row, i, newest);
        }

        for (var c = 1; c <= _covariates; c++)
        {
            i = FillCovariate(indicators[c], originStepsBack, row, i);
        }

        return true;
    }

    private int FillSeasonal(IndicatorHistory demand, int originStepsBack, Span<double> row, int i, float newest)
    {
        Span<int> ahead = [0, 1, (_horizon + 1) / 2, _horizon];
        foreach (var k in ahead)
        {
            // A horizon longer than the season wraps into the last season that was seen.
            var back = originStepsBack + _season - k % _season;
            var value = demand.LastKnown(back, Patience);
            row[i++] = float.IsNaN(value) ? 0.0 : value - newest;
        }

        var slot = demand.Origin!.Value.UtcTicks / demand.Step.Ticks - originStepsBack;
        var phase = 2 * Math.PI * (slot % _stepsPerDay) / _stepsPerDay;
        for (var k = 1; k <= Harmonics; k++)
        {
            row[i++] = Math.Sin(k * phase);
            row[i++] = Math.Cos(k * phase);
        }

        return i;
    }

    private static int FillCovariate(IndicatorHistory covariate, int originStepsBack, Span<double> row, int i)
    {
        if (originStepsBack + CovariateWindow >= covariate.Count)
        {
            row[i++] = 0.0;
            row[i++] = 0.0;
            return i;
        }

        var newest = covariate.LastKnown(originStepsBack, Patience);
        var before = covariate.LastKnown(originStepsBack + 1, Patience);
        var mean = MeanOver(covariate, originStepsBack, CovariateWindow, newest);
        row[i++] = float.IsNaN(newest) ? 0.0 : newest - mean;
        row[i++] = float.IsNaN(before) ? 0.0 : before - mean;
        return i;
    }

    private static double MeanOver(IndicatorHistory history, int originStepsBack, int window, double otherwise)
    {
        var sum = 0.0;
        var seen = 0;
        for (var k = 0; k < window; k++)
        {
            var value = history[originStepsBack + k];
            if (!float.IsNaN(value))
            {
                sum += value;
                seen++;
            }
        }

        return seen == 0 ? otherwise : sum / seen;
    }
}

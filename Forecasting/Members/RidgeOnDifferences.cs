using System.Numerics.Tensors;
using Headroom.Forecasting.History;

namespace Headroom.Forecasting.Members;

/// <summary>Linear regression of y(t+h) − y(t) on recent and seasonal differences, one set of coefficients per step ahead.</summary>
/// <remarks>Shrinking every coefficient to zero gives persistence, so a useless fit does no harm. docs/algorithms/forecasting.md.</remarks>
internal sealed class RidgeOnDifferences : IForecastMember
{
    // Beyond this many rows the coefficients no longer move, and a fit of 14 days of minutes stays in milliseconds.
    private const int MaxRows = 6_000;

    private readonly RidgeFeatures _features;
    private readonly float[] _coefficients;

    private RidgeOnDifferences(RidgeFeatures features, float[] coefficients)
    {
        _features = features;
        _coefficients = coefficients;
    }

    public string Name => "RidgeOnDifferences";

    /// <summary>Fits on origins at least <paramref name="newestOriginStepsBack"/> steps before the newest sample.</summary>
    /// <param name="indicators">The demand first.</param>
    /// <param name="season">Season length in steps; 0 for none.</param>
    /// <param name="horizon">Steps ahead, ≥ 1.</param>
    /// <param name="newestOriginStepsBack">The newest origin used, ≥ <paramref name="horizon"/>: its target must be known.</param>
    /// <returns>Null when fewer than two rows per regressor are usable.</returns>
    public static RidgeOnDifferences? TryFit(
        IReadOnlyList<IndicatorHistory> indicators, int season, int horizon, int newestOriginStepsBack)
    {
        var demand = indicators[0];
        var features = new RidgeFeatures(season, horizon, indicators.Count - 1, demand.Step);
        var oldest = demand.Count - features.History;
        var available = oldest - newestOriginStepsBack + 1;
        if (available < 2 * features.Count)
        {
            return null;
        }

        var equations = new NormalEquations(features.Count, horizon);
        var row = new double[features.Count];
        var target = new double[horizon];
        var stride = Math.Max(1, available / MaxRows);
        for (var back = oldest; back >= newestOriginStepsBack; back -= stride)
        {
            if (features.TryFill(indicators, back, row, out var level) && TryFillTarget(demand, back, level, target))
            {
                equations.Add(row, target);
            }
        }

        return equations.Rows < 2 * features.Count
            ? null
            : new RidgeOnDifferences(features, Array.ConvertAll(equations.Solve(), c => (float)c));
    }

    public bool TryPredict(IReadOnlyList<IndicatorHistory> indicators, int originStepsBack, Span<float> prediction)
    {
        Span<double> row = stackalloc double[_features.Count];
        if (!_features.TryFill(indicators, originStepsBack, row, out var level))
        {
            return false;
        }

        Span<float> narrow = stackalloc float[row.Length];
        TensorPrimitives.ConvertTruncating<double, float>(row, narrow);
        for (var h = 0; h < prediction.Length; h++)
        {
            prediction[h] = (float)level + TensorPrimitives.Dot(_coefficients.AsSpan(h * row.Length, row.Length), narrow);
        }

        return true;
    }

    private static bool TryFillTarget(IndicatorHistory demand, int originStepsBack, double level, Span<double> target)
    {
        for (var h = 1; h <= target.Length; h++)
        {
            var value = demand[originStepsBack - h];
            if (float.IsNaN(value))
            {
                return false;
            }

            target[h - 1] = value - level;
        }

        return true;
    }
}

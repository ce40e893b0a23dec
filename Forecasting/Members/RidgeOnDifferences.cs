using System.Numerics.Tensors;
using Headroom.Forecasting.History;
using Headroom.Forecasting.Images;

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

    /// <summary>Fits twice in one pass: on what precedes a validation stretch, and on everything.</summary>
    /// <param name="indicators">The demand first.</param>
    /// <param name="season">Season length in steps; 0 for none.</param>
    /// <param name="horizon">Steps ahead, ≥ 1.</param>
    /// <param name="stretch">Steps at the end that the first fit must not see: the targets of its origins lie before them.</param>
    /// <returns>Null when fewer than two rows per regressor are usable before the stretch.</returns>
    public static (RidgeOnDifferences Validated, RidgeOnDifferences Refitted)? TryFit(
        IReadOnlyList<IndicatorHistory> indicators, int season, int horizon, int stretch)
    {
        var demand = indicators[0];
        var features = new RidgeFeatures(season, horizon, indicators.Count - 1, demand.Step);
        var oldest = demand.Count - features.History;
        var equations = new NormalEquations(features.Count, horizon);
        var row = new double[features.Count];
        var target = new double[horizon];
        var stride = Math.Max(1, (oldest - horizon + 1) / MaxRows);
        var back = oldest;
        void AddUpTo(int newest)
        {
            for (; back >= newest; back -= stride)
            {
                if (features.TryFill(indicators, back, row, out var level) && TryFillTarget(demand, back, level, target))
                {
                    equations.Add(row, target);
                }
            }
        }

        AddUpTo(stretch + horizon);
        if (equations.Rows < 2 * features.Count)
        {
            return null;
        }

        var validated = new RidgeOnDifferences(features, Coefficients(equations));
        AddUpTo(horizon);
        return (validated, new RidgeOnDifferences(features, Coefficients(equations)));
    }

    public static RidgeOnDifferences Read(BinaryReader reader) => new(RidgeFeatures.Read(reader), reader.ReadArray<float>());

    public void Write(BinaryWriter writer)
    {
        _features.Write(writer);
        writer.WriteArray<float>(_coefficients);
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

    private static float[] Coefficients(NormalEquations equations) => Array.ConvertAll(equations.Solve(), c => (float)c);

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

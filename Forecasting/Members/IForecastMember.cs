using Headroom.Forecasting.History;

namespace Headroom.Forecasting.Members;

/// <summary>A fitted point forecaster: cheap to call at every decision, immutable, safe to share between threads.</summary>
/// <remarks>The pool adds the distribution: it keeps each member's out-of-sample error paths and bootstraps them.</remarks>
public interface IForecastMember
{
    string Name { get; }

    /// <summary>Predicts the demand after the sample <paramref name="originStepsBack"/> steps before the newest.</summary>
    /// <param name="indicators">The demand first; all at the same step and origin.</param>
    /// <param name="originStepsBack">0 predicts from the newest sample; larger values look only at what was known then.</param>
    /// <param name="prediction">Receives one value per step ahead, demand's unit.</param>
    /// <returns>False when the history around the origin is too short or too full of holes; prediction is undefined then.</returns>
    bool TryPredict(IReadOnlyList<IndicatorHistory> indicators, int originStepsBack, Span<float> prediction);
}

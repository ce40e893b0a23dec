using Headroom.Forecasting.History;
using Headroom.Forecasting.Members;

namespace Headroom.Forecasting.Pooling;

/// <summary>A point forecaster and its out-of-sample error paths: the futures are a block bootstrap.</summary>
internal sealed class ResidualMember(IForecastMember point, ResidualPaths residuals) : IPathMember
{
    public string Name => point.Name;

    public int Count => residuals.Count;

    public long Bytes => (long)residuals.Count * residuals.Horizon * sizeof(float);

    /// <summary>What a pool keeps: as many of the paths, in half the room.</summary>
    public IPathMember WithCount(int count) => new KeptResidualMember(point, new KeptErrors(residuals.Thin(count)));

    public bool TryPredict(IReadOnlyList<IndicatorHistory> indicators, int originStepsBack, double movement, Span<float> paths)
    {
        var horizon = residuals.Horizon;
        Span<float> prediction = horizon <= 256 ? stackalloc float[horizon] : new float[horizon];
        if (!point.TryPredict(indicators, originStepsBack, prediction))
        {
            return false;
        }

        residuals.Bootstrap(prediction, movement, paths);
        return true;
    }
}

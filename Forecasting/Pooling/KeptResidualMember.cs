using Headroom.Forecasting.History;
using Headroom.Forecasting.Members;

namespace Headroom.Forecasting.Pooling;

/// <summary>A <see cref="ResidualMember"/> as a fitted pool keeps it.</summary>
internal sealed class KeptResidualMember(IForecastMember point, KeptErrors errors) : IPathMember
{
    public string Name => point.Name;

    public IForecastMember Point => point;

    public KeptErrors Errors => errors;

    public int Count => errors.Count;

    public long Bytes => errors.Bytes;

    public IPathMember WithCount(int count) => count >= Count ? this : new KeptResidualMember(point, errors.Thin(count));

    public bool TryPredict(IReadOnlyList<IndicatorHistory> indicators, int originStepsBack, double movement, Span<float> paths)
    {
        Span<float> prediction = errors.Horizon <= 256 ? stackalloc float[errors.Horizon] : new float[errors.Horizon];
        if (!point.TryPredict(indicators, originStepsBack, prediction))
        {
            return false;
        }

        errors.Bootstrap(prediction, movement, paths);
        return true;
    }
}

using Headroom.Operators.Decisions;

namespace Headroom.ControlPlane.Api.Autoscalers;

/// <summary>Stands in while no controller runs in this process: every list is empty.</summary>
internal sealed class NoAutoscalers : IAutoscalerQueries
{
    public IReadOnlyList<AutoscalerSummary> List() => [];

    public AutoscalerSummary? Find(AutoscalerKey key) => null;

    public ForecastReport? Forecast(AutoscalerKey key, TimeSpan window) => null;
}

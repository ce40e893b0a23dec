using Headroom.Forecasting;
using Headroom.Operators.Autoscaling.Memory;

namespace Headroom.Operators.Autoscaling.Observing;

/// <summary>Holds each observation against the band that was predicted for it one step earlier.</summary>
internal static class ForecastScorer
{
    private const double Lower = 0.05;
    private const double Upper = 0.95;

    public static void Score(AutoscalerMemory memory)
    {
        var demand = memory.Histories[0];
        if (memory.LastBand is not { } band || demand.Origin is not { } origin || origin < band.For)
        {
            return;
        }

        var back = (int)((origin - band.For) / demand.Step);
        if (back < demand.Count)
        {
            memory.Coverage.Score(band.Lower, band.Upper, demand[back]);
        }

        memory.LastBand = null;
    }

    public static void Remember(AutoscalerMemory memory, Forecast? forecast)
    {
        // The prior is wide on purpose and says nothing of skill.
        if (forecast is not null && memory.Pool is not null && memory.LastBand is null)
        {
            var next = forecast.Paths.At(1);
            memory.LastBand = (next.Quantile(Lower), next.Quantile(Upper), forecast.Origin + forecast.Step);
        }
    }
}

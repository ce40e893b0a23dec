using Headroom.Forecasting;
using Headroom.Forecasting.Skill;
using Headroom.Operators.Autoscaling.Memory;

namespace Headroom.Operators.Autoscaling.Observing;

/// <summary>Holds each observation against what was predicted for it one step earlier.</summary>
internal static class ForecastScorer
{
    public static void Score(AutoscalerMemory memory)
    {
        var demand = memory.Histories[0];
        if (memory.Awaited is not { } awaited || demand.Origin is not { } origin || origin < awaited.For)
        {
            return;
        }

        var back = (int)((origin - awaited.For) / demand.Step);
        if (back < demand.Count)
        {
            memory.Skill.Score(awaited.Predicted, awaited.Reference, demand[back]);
        }

        memory.Awaited = null;
    }

    public static void Remember(AutoscalerMemory memory, Forecast? forecast)
    {
        // The prior is wide on purpose and says nothing of skill.
        if (forecast is not null && memory.Pool is not null && memory.Awaited is null)
        {
            var reference = memory.Naive?.TryPredict(memory.Histories);
            memory.Awaited = new AwaitedForecast(
                Ventiles.Of(forecast.Paths.At(1)), reference is null ? [] : Ventiles.Of(reference.Paths.At(1)), forecast.Origin + forecast.Step);
        }
    }
}

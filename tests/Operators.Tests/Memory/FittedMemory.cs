using Headroom.Forecasting;
using Headroom.Forecasting.Pooling;
using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Autoscaling.Memory;
using Headroom.Operators.Tests.Builders;

namespace Headroom.Operators.Tests.Memory;

/// <summary>A memory with some hours of a daily wave.</summary>
internal static class FittedMemory
{
    public static AutoscalerMemory Of(Action<AutoscalerSpec>? change = null)
    {
        var memory = new AutoscalerMemory("u1", Specs.Settings(change));
        for (var i = 0; i < 400; i++)
        {
            memory.Append(0, [new(ViewBuilder.Now.AddMinutes(i), 100 + 10 * Math.Sin(i / 20.0))]);
        }

        return memory;
    }

    public static ForecastPool Pool(AutoscalerMemory memory) =>
        PoolFitter.TryFit(memory.Snapshot(), new ForecastSettings(memory.Settings.Horizon, [60]))
        ?? throw new InvalidOperationException("no pool could be fitted");
}

using Headroom.Forecasting;
using Headroom.Forecasting.Skill;
using Headroom.Operators.Autoscaling.Memory;
using Headroom.Operators.Autoscaling.Observing;
using Headroom.Operators.Tests.Builders;

namespace Headroom.Operators.Tests.Observing;

public sealed class ForecastScorerTests
{
    private static readonly DateTimeOffset Now = ViewBuilder.Now;
    private readonly AutoscalerMemory _memory = new("u1", Specs.Settings());

    [Fact]
    public void Score_Forecasts_GiveTheShareOfObservationsInside()
    {
        for (var i = 0; i < 40; i++)
        {
            _memory.Awaited = Around100(i);
            _memory.Append(0, [new(Now.AddMinutes(i), i % 4 == 0 ? 120 : 100)]);
            ForecastScorer.Score(_memory);
        }

        Assert.Equal(0.75, _memory.Skill.Coverage90);
        Assert.Equal(10, _memory.Skill.PitCounts()[^1]);
        Assert.Equal(1, _memory.Skill.RelativeCrps!.Value, 6);
    }

    [Fact]
    public void Score_BeforeItsTime_WaitsForIt()
    {
        _memory.Awaited = Around100(1);
        _memory.Append(0, [new(Now, 100)]);

        ForecastScorer.Score(_memory);

        Assert.NotNull(_memory.Awaited);
    }

    [Fact]
    public void Score_StepsWereSkipped_TakesTheObservationItWasFor()
    {
        for (var i = 0; i < 40; i++)
        {
            _memory.Awaited = Around100(3 * i);
            _memory.Append(0, [new(Now.AddMinutes(3 * i), 100), new(Now.AddMinutes(3 * i + 2), 500)]);
            ForecastScorer.Score(_memory);
        }

        Assert.Equal(1.0, _memory.Skill.Coverage90);
    }

    [Fact]
    public void Remember_ForecastOfThePrior_IsNotScored()
    {
        _memory.Append(0, [new(Now, 100)]);
        var prior = PriorForecast.TryPredict(_memory.Histories[0], 15);

        ForecastScorer.Remember(_memory, prior);

        Assert.Null(_memory.Awaited);
    }

    private static AwaitedForecast Around100(int minutes)
    {
        float[] ventiles = [.. Enumerable.Range(0, Ventiles.Count).Select(i => 90.1f + i)];
        return new AwaitedForecast(ventiles, ventiles, Now.AddMinutes(minutes));
    }
}

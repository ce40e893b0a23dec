using Headroom.Forecasting;
using Headroom.Operators.Autoscaling.Memory;
using Headroom.Operators.Autoscaling.Observing;
using Headroom.Operators.Tests.Builders;

namespace Headroom.Operators.Tests.Observing;

public sealed class ForecastScorerTests
{
    private static readonly DateTimeOffset Now = ViewBuilder.Now;
    private readonly AutoscalerMemory _memory = new("u1", Specs.Settings());

    [Fact]
    public void Score_Bands_GiveTheShareOfObservationsInside()
    {
        for (var i = 0; i < 40; i++)
        {
            _memory.LastBand = (90, 110, Now.AddMinutes(i));
            _memory.Append(0, [new(Now.AddMinutes(i), i % 4 == 0 ? 120 : 100)]);
            ForecastScorer.Score(_memory);
        }

        Assert.Equal(0.75, _memory.Coverage.Coverage);
    }

    [Fact]
    public void Score_BeforeTheTimeOfTheBand_WaitsForIt()
    {
        _memory.LastBand = (90, 110, Now.AddMinutes(1));
        _memory.Append(0, [new(Now, 100)]);

        ForecastScorer.Score(_memory);

        Assert.NotNull(_memory.LastBand);
    }

    [Fact]
    public void Score_StepsWereSkipped_TakesTheObservationTheBandWasFor()
    {
        for (var i = 0; i < 40; i++)
        {
            _memory.LastBand = (90, 110, Now.AddMinutes(3 * i));
            _memory.Append(0, [new(Now.AddMinutes(3 * i), 100), new(Now.AddMinutes(3 * i + 2), 500)]);
            ForecastScorer.Score(_memory);
        }

        Assert.Equal(1.0, _memory.Coverage.Coverage);
    }

    [Fact]
    public void Remember_ForecastOfThePrior_IsShownButNotScored()
    {
        _memory.Append(0, [new(Now, 100)]);
        var prior = PriorForecast.TryPredict(_memory.Histories[0], 15);

        ForecastScorer.Remember(_memory, prior);

        Assert.Same(prior, _memory.LastForecast);
        Assert.Null(_memory.LastBand);
    }
}

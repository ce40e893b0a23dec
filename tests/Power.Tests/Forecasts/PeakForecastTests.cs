using Headroom.Power.Forecasts;

namespace Headroom.Power.Tests.Forecasts;

public sealed class PeakForecastTests
{
    [Theory]
    [InlineData(1e-2)]
    [InlineData(1e-3)]
    public void Peak_NoiseAroundASlowWave_IsPassedAboutAsOftenAsTheRisk(double risk)
    {
        var forecast = new PeakForecast(5, 2, 1000, risk, 100, 300, 5);
        var random = new Random(3);
        var peaks = new double[5 + 2];
        var (passed, counted) = (0, 0);
        double last = 0;
        for (var step = 0; step < 400_000; step++)
        {
            var draw = 800 + 50 * Math.Sin(step / 8000.0) + 10 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5);
            if (step > 50_000)
            {
                counted++;
                passed += Math.Max(draw, last) > peaks[step % peaks.Length] ? 1 : 0;
            }

            last = draw;
            forecast.Observe(draw);
            peaks[step % peaks.Length] = forecast.Peak;
        }

        Assert.InRange((double)passed / counted, risk / 4, risk * 2.5);
    }

    [Fact]
    public void Peak_NothingSeenYet_KeepsThePriorMargin()
    {
        var forecast = new PeakForecast(5, 2, 1000, 1e-3, 118, 300, 5);

        forecast.Observe(500);

        Assert.Equal(618, forecast.Peak, 1e-9);
    }
}

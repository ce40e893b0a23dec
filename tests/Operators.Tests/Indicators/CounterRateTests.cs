using Headroom.Operators.Indicators;

namespace Headroom.Operators.Tests.Indicators;

public sealed class CounterRateTests
{
    private static readonly DateTimeOffset Start = PrometheusFixture.Start;
    private readonly CounterRate _rate = new();

    [Fact]
    public void Rates_RisingCounter_AreRisesPerSecondAcrossCalls()
    {
        Assert.Equal([Sample(1, 1.0), Sample(2, 2.0)], _rate.Rates([Sample(0, 100), Sample(1, 160), Sample(2, 280)]));
        Assert.Equal([Sample(4, 0.5)], _rate.Rates([Sample(4, 340)]));
    }

    [Fact]
    public void Rates_FallOfTheCounter_IsAResetToZero() =>
        Assert.Equal([Sample(1, 0.5), Sample(2, 0.5)], _rate.Rates([Sample(0, 1000), Sample(1, 30), Sample(2, 60)]));

    [Fact]
    public void Rates_MissingSample_StaysMissingAndTheNextRateSpansIt() =>
        Assert.Equal([Sample(1, double.NaN), Sample(2, 1.0)], _rate.Rates([Sample(0, 0), Sample(1, double.NaN), Sample(2, 120)]));

    [Fact]
    public void Rates_SameSampleAgain_IsNotCountedTwice()
    {
        Assert.Empty(_rate.Rates([Sample(0, 60)]));
        Assert.Equal([Sample(1, 1.0)], _rate.Rates([Sample(0, 60), Sample(1, 120)]));
    }

    private static IndicatorSample Sample(int minute, double value) => new(Start.AddMinutes(minute), value);
}

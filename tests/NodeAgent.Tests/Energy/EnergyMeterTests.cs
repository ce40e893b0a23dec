using Headroom.NodeAgent.Energy;

namespace Headroom.NodeAgent.Tests.Energy;

public sealed class EnergyMeterTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Add_CounterThatBeginsAnew_GoesOn()
    {
        var meter = new EnergyMeter();

        ulong[] added = [meter.Add(9_000, 1, Second), meter.Add(9_400, 1, 2 * Second), meter.Add(150, 1, 3 * Second), meter.Add(250, 1, 4 * Second)];

        Assert.Equal([0UL, 400UL, 150UL, 100UL], added);
        Assert.Equal(650UL, meter.Total);
    }

    [Fact]
    public void Add_NoCounter_IntegratesDraw()
    {
        var meter = new EnergyMeter();

        meter.Add(null, 100_000, Second);
        meter.Add(null, 300_000, 2 * Second);

        Assert.Equal(200_000UL, meter.Total);
    }

    [Fact]
    public void Add_DrawUnknownForAWhile_CountsNothingForIt()
    {
        var meter = new EnergyMeter();

        meter.Add(null, 100_000, Second);
        meter.Add(null, null, 2 * Second);
        meter.Add(null, 100_000, 9 * Second);

        Assert.Equal(0UL, meter.Total);
    }
}

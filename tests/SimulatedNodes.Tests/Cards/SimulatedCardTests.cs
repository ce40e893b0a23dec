using Headroom.Contracts.Power;
using Headroom.NodeAgent.Gpus;
using Headroom.Power.Models;
using Headroom.SimulatedNodes.Cards;

namespace Headroom.SimulatedNodes.Tests.Cards;

public sealed class SimulatedCardTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("headroom-card-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Look_BusyForAMinute_EnergyIsDrawTimesTime()
    {
        var card = Card();

        for (var second = 0; second < 60; second++)
        {
            card.Look(0, 1);
        }

        Assert.InRange(card.Reading.EnergyMillijoules!.Value / 1000.0, 60 * 252 * .98, 60 * 252 * 1.02);
    }

    [Fact]
    public void Look_UnderALimit_NeverDrawsMore()
    {
        var card = Card();
        Assert.Equal(SetOutcome.Done, card.TrySetLimit(250_000));

        for (var second = 0; second < 60; second++)
        {
            card.Look(1, 1);
            Assert.InRange(card.Reading.DrawMilliwatts!.Value, 1u, 250_000u);
        }
    }

    [Theory]
    [InlineData(99_000)]
    [InlineData(400_001)]
    public void TrySetLimit_OutsideItsRange_IsRefused(uint milliwatts)
    {
        var card = Card();

        Assert.Equal(SetOutcome.Refused, card.TrySetLimit(milliwatts));
        Assert.Equal(400_000u, card.ReadLimit());
    }

    [Fact]
    public void Card_AnotherAgentOpensIt_KeepsWhatItWasSetTo()
    {
        var first = Card();
        first.TrySetLimit(310_000);
        first.TryLockClocks(new ClockRange(0, 1110));

        var second = Card();
        second.Look(null, 0);

        Assert.Equal((310_000u, 1110u), (second.ReadLimit(), second.Reading.CoreMegahertz));
    }

    [Fact]
    public void Card_ADamagedFile_StartsAtItsDefaults()
    {
        File.WriteAllText(Path.Combine(_folder, "card-0"), "limit lots");

        Assert.Equal(400_000u, Card().ReadLimit());
    }

    private SimulatedCard Card() => new(GpuCatalog.A100, "GPU-n-0", 0, Path.Combine(_folder, "card-0"));
}

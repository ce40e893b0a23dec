using Headroom.Operators.Autoscaling.Observing;
using Headroom.Operators.Tests.Builders;
using Headroom.Operators.Tests.Memory;
using Headroom.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headroom.Operators.Tests.Observing;

public sealed class PoolTrainerTests
{
    [Fact]
    public async Task Offer_HistoryWithoutPool_IsFittedOnceAndAgainWhenAQuarterWasAdded()
    {
        using var trainer = new PoolTrainer(NullLogger<PoolTrainer>.Instance);
        await trainer.StartAsync(TestContext.Current.CancellationToken);
        var memory = FittedMemory.Of();

        trainer.Offer(memory, ViewBuilder.Now);
        await Eventually.HoldsAsync(() => !memory.IsFitting);
        var first = memory.Pool;
        trainer.Offer(memory, ViewBuilder.Now.AddMinutes(99));

        Assert.NotNull(first);
        Assert.False(memory.IsFitting);
        trainer.Offer(memory, ViewBuilder.Now.AddMinutes(101));
        await Eventually.HoldsAsync(() => !memory.IsFitting);
        Assert.NotSame(first, memory.Pool);
        await trainer.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Offer_HorizonChangedSince_FitsForTheNewOne()
    {
        using var trainer = new PoolTrainer(NullLogger<PoolTrainer>.Instance);
        var memory = FittedMemory.Of();

        trainer.Offer(memory, ViewBuilder.Now);
        memory.Adopt(Specs.Settings(s => s.Forecast.Horizon = "5m"));
        await trainer.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(() => !memory.IsFitting);

        Assert.Equal(5, memory.Pool!.TryPredict(memory.Histories)!.Paths.Horizon);
        await trainer.StopAsync(TestContext.Current.CancellationToken);
    }
}

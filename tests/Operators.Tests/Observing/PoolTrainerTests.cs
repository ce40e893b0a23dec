using Headroom.Operators.Autoscaling.Memory;
using Headroom.Operators.Autoscaling.Observing;
using Headroom.Operators.Hosting;
using Headroom.Operators.Indicators;
using Headroom.Operators.Tests.Builders;
using Headroom.Operators.Tests.Memory;
using Headroom.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

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

    [Fact]
    public async Task Offer_ANetworkIsAskedFor_DecidesWithTheOthersUntilItIsTrained()
    {
        var budget = new ModelBudget(new AutoscalerRegistry(), Options.Create(new OperatorOptions()));
        using var trainer = new PoolTrainer(NullLogger<PoolTrainer>.Instance, budget: budget);
        await trainer.StartAsync(TestContext.Current.CancellationToken);
        var memory = new AutoscalerMemory("u1", Specs.Settings(s => (s.Forecast.Members, s.Forecast.Horizon) = ("Harmony", "5m")));
        var random = new Random(1);
        memory.Append(0, [.. Enumerable.Range(0, 900).Select(t => new IndicatorSample(ViewBuilder.Now.AddMinutes(t), 100 + 10 * random.NextDouble()))]);

        trainer.Offer(memory, ViewBuilder.Now.AddMinutes(900));
        await Eventually.HoldsAsync(() => memory.Pool is not null);
        var first = memory.Pool!.Members.Select(static m => m.Name).ToList();
        await Eventually.HoldsAsync(() => !memory.IsFitting);

        Assert.DoesNotContain("Harmony", first);
        Assert.Contains("Harmony", memory.Pool!.Members.Select(static m => m.Name));
        Assert.Contains("ForestOnDifferences", memory.Pool!.Members.Select(static m => m.Name));
        Assert.Equal(0, trainer.Pending);
        await trainer.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Offer_TheSeriesHasLeftItsRegime_IsRefittedLongBeforeItWouldBeDue()
    {
        using var trainer = new PoolTrainer(NullLogger<PoolTrainer>.Instance);
        await trainer.StartAsync(TestContext.Current.CancellationToken);
        var (calm, wild) = (FittedMemory.Of(), FittedMemory.Of());
        var end = ViewBuilder.Now.AddMinutes(400);
        foreach (var memory in new[] { calm, wild })
        {
            trainer.Offer(memory, end);
            await Eventually.HoldsAsync(() => !memory.IsFitting);
        }

        var random = new Random(1);
        for (var i = 1; i <= 90; i++)
        {
            calm.Append(0, [new(end.AddMinutes(i - 1), 100 + 10 * Math.Sin((399 + i) / 20.0))]);
            wild.Append(0, [new(end.AddMinutes(i - 1), 300 * random.NextDouble())]);
            calm.Pool!.Learn(calm.Histories);
            wild.Pool!.Learn(wild.Histories);
        }

        var (first, now) = (wild.Pool, end.AddMinutes(90));
        trainer.Offer(calm, now);
        trainer.Offer(wild, now);
        Assert.False(calm.IsFitting);
        await Eventually.HoldsAsync(() => !wild.IsFitting && !ReferenceEquals(wild.Pool, first));
        Assert.False(wild.Pool!.HasDrifted);
        await trainer.StopAsync(TestContext.Current.CancellationToken);
    }
}

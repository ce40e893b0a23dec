using Headroom.Forecasting;
using Headroom.Forecasting.Members;
using Headroom.Forecasting.Pooling;
using Headroom.Operators.Autoscaling.Memory;
using Headroom.Operators.Autoscaling.Observing;
using Headroom.Operators.Decisions;
using Headroom.Operators.Hosting;
using Headroom.Operators.Tests.Builders;
using Headroom.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Headroom.Operators.Tests.Memory;

public sealed class ModelBudgetTests
{
    private readonly AutoscalerMemory _fitted = FittedMemory.Of();

    [Theory]
    [InlineData("Auto", 64, true)]
    [InlineData("Auto", 0, false)]
    [InlineData("Full", 0, true)]
    [InlineData("Cheap", 64, false)]
    public async Task Offer_MembersOfASpec_DecideWhatThePoolIsFittedFrom(string members, int memory, bool isFull)
    {
        var names = await FittedAsync(Budget(memory), FittedMemory.Of(s => s.Forecast.Members = members));

        Assert.Equal(isFull, names.Contains("ForestOnDifferences"));
        Assert.Contains("RidgeOnDifferences", names);
    }

    [Theory]
    [InlineData("Headroom", "Auto", 64, true)]
    [InlineData("Headroom", "Auto", 1, false)]
    [InlineData("Headroom", "Full", 0, true)]
    [InlineData("Headroom", "Cheap", 64, false)]
    [InlineData("RiskPrice", "Cheap", 0, true)]
    public void AllowsLead_MembersAndPolicy_Decide(string policy, string members, int memory, bool isAllowed)
    {
        var asking = FittedMemory.Of(s => (s.Policy, s.Forecast.Members) = (policy, members));

        Assert.Equal(isAllowed, Budget(memory).AllowsLead(asking));
    }

    [Fact]
    public void For_AFleetThatFillsTheMemory_GivesTheLateComersTheCheapSet()
    {
        var registry = new AutoscalerRegistry();
        var budget = new ModelBudget(registry, Options.Create(new OperatorOptions { ModelMemoryMiB = 1 }));
        var pool = PoolFitter.TryFit(_fitted.Snapshot(), new ForecastSettings(15, [60], Members: MemberSet.Full))!;
        var sets = new List<string>();
        for (var i = 0; i < 40; i++)
        {
            var memory = registry.GetOrAdd(new AutoscalerKey("prod", $"a{i}"), $"u{i}", Specs.Settings());
            sets.Add($"{budget.For(memory)}");
            memory.Swap(pool, memory.Settings);
        }

        // Each new one is taken for a full set of two weeks; what the others hold is counted as it is.
        Assert.Equal("Full", sets[0]);
        Assert.Equal("Cheap", sets[^1]);
        Assert.Equal(sets.Order(StringComparer.Ordinal).Reverse(), sets);
    }

    private static ModelBudget Budget(int memory) => new(new AutoscalerRegistry(), Options.Create(new OperatorOptions { ModelMemoryMiB = memory }));

    private static async Task<IReadOnlyList<string>> FittedAsync(ModelBudget budget, AutoscalerMemory memory)
    {
        using var trainer = new PoolTrainer(NullLogger<PoolTrainer>.Instance, budget: budget);
        await trainer.StartAsync(TestContext.Current.CancellationToken);
        trainer.Offer(memory, ViewBuilder.Now.AddMinutes(400));
        await Eventually.HoldsAsync(() => !memory.IsFitting);
        await trainer.StopAsync(TestContext.Current.CancellationToken);
        return [.. memory.Pool!.Members.Select(static m => m.Name)];
    }
}

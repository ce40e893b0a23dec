using Headroom.Forecasting.Skill;
using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Autoscaling.Memory;
using Headroom.Operators.Autoscaling.Observing;
using Headroom.Operators.Decisions;
using Headroom.Operators.Tests.Builders;

namespace Headroom.Operators.Tests.Memory;

public sealed class AutoscalerMemoryTests
{
    [Fact]
    public void Adopt_OnlyMaxReplicasChanged_KeepsEverything()
    {
        var memory = FittedMemory.Of();
        memory.Swap(FittedMemory.Pool(memory), memory.Settings);
        memory.Budget.Record(isMiss: true);
        var (pool, budget, capacity, history) = (memory.Pool, memory.Budget, memory.Capacity, memory.Histories[0]);

        memory.Adopt(Specs.Settings(s => s.MaxReplicas = 99));

        Assert.Equal((99, 400), (memory.Settings.MaxReplicas, memory.Histories[0].Count));
        Assert.NotNull(pool);
        Assert.Equal((pool, budget, capacity, history), (memory.Pool, memory.Budget, memory.Capacity, memory.Histories[0]));
    }

    [Fact]
    public void Adopt_AnotherPolicy_StartsThatOne()
    {
        var memory = FittedMemory.Of(s => s.Policy = "Hpa");
        var forecast = FittedMemory.Pool(memory).TryPredict(memory.Histories);
        int Ask() => PolicyRunner.Ask(memory, forecast, 100, ViewBuilder.Now, ready: 5)!.Value.Count;
        var (hpa, again) = (Ask(), Ask());

        memory.Adopt(Specs.Settings(s => s.Policy = "Kpa"));
        var kpa = Ask();
        memory.Adopt(Specs.Settings());

        Assert.Equal((7, 7, 8), (hpa, again, kpa));
        Assert.Null(PolicyRunner.Ask(memory, forecast, 100, ViewBuilder.Now, ready: 5));
    }

    [Fact]
    public void Take_SavedSkill_IsKeptForTheSameDemandAlone()
    {
        var memory = FittedMemory.Of();
        for (var i = 0; i < 40; i++)
        {
            memory.Skill.Score([.. Enumerable.Range(0, Ventiles.Count).Select(v => (float)v)], [], i % 2 == 0 ? 5.5 : 99);
        }

        var saved = LearnedState.TryParse(memory.Learned().ToUtf8())!;
        var (same, other) = (new AutoscalerMemory("u1", Specs.Settings()), new AutoscalerMemory("u1", Specs.Settings(s => s.Indicators = [Specs.Trace("load.csv")])));
        same.Take(saved);
        other.Take(saved);

        Assert.Equal((0.5, 0), (same.Skill.Coverage90, other.Skill.Scored));
    }

    [Fact]
    public void Adopt_AnotherStep_StartsTheHistoryAndTheForecastAnew()
    {
        var memory = FittedMemory.Of();
        memory.Swap(FittedMemory.Pool(memory), memory.Settings);

        memory.Adopt(Specs.Settings(s => s.Forecast.Step = "30s"));

        Assert.Equal(0, memory.Histories[0].Count);
        Assert.Null(memory.Pool);
        Assert.Null(memory.FittedAt);
    }

    [Fact]
    public void Adopt_IndicatorAdded_KeepsTheDemandsHistory()
    {
        var memory = FittedMemory.Of();

        memory.Adopt(Specs.Settings(s => s.Indicators = [.. s.Indicators, Specs.Cpu()]));

        Assert.Equal([400, 0], memory.Histories.Select(h => h.Count));
    }

    [Fact]
    public void Adopt_AnotherHorizon_KeepsTheHistoryButNotThePool()
    {
        var memory = FittedMemory.Of();
        memory.Swap(FittedMemory.Pool(memory), memory.Settings);

        memory.Adopt(Specs.Settings(s => s.Forecast.Horizon = "5m"));

        Assert.Null(memory.Pool);
        Assert.Equal(400, memory.Histories[0].Count);
    }

    [Fact]
    public void Adopt_AnotherServiceLevel_StartsTheBudgetAnew()
    {
        var memory = FittedMemory.Of();
        memory.Budget.Record(isMiss: true);

        memory.Adopt(Specs.Settings(s => s.Objective.ServiceLevel = "95%"));

        Assert.Equal((0, 0.05), (memory.Budget.Evaluated, Math.Round(memory.Budget.Allowed, 12)));
    }

    public static TheoryData<string, Action<AutoscalerSpec>> OtherSignals => new()
    {
        { "another demand", s => s.Indicators[0].Prometheus!.Query = "sum(bytes)" },
        { "another resource", s => s.Indicators[1].Resource!.Name = "memory" },
        { "another target", s => s.ScaleTargetRef.Name = "chat-2" },
        { "another utilization to aim at", s => s.Capacity!.Utilization!.Target = "50%" },
    };

    [Theory]
    [MemberData(nameof(OtherSignals))]
    public void Adopt_CapacityWasLearnedOnSomethingElse_LearnsItAgain(string what, Action<AutoscalerSpec> change)
    {
        var memory = new AutoscalerMemory("u1", Specs.Settings(Learning));
        for (var i = 0; i < 40; i++)
        {
            memory.Capacity.Observe(5 + i % 10, (5 + i % 10) / 40.0);
        }

        Assert.NotNull(memory.Capacity.Mean);

        memory.Adopt(Specs.Settings(s =>
        {
            Learning(s);
            change(s);
        }));

        Assert.True(memory.Capacity.Mean is null, what);
    }

    [Fact]
    public void Swap_PoolFittedForAnotherHorizon_IsDropped()
    {
        var memory = FittedMemory.Of();
        var (pool, fittedFor) = (FittedMemory.Pool(memory), memory.Settings);

        memory.Adopt(Specs.Settings(s => s.Forecast.Horizon = "5m"));
        memory.Swap(pool, fittedFor);

        Assert.Null(memory.Pool);
    }

    [Fact]
    public void GetOrAdd_RecreatedObject_StartsANewMemory()
    {
        var registry = new AutoscalerRegistry();
        var key = new AutoscalerKey("prod", "chat");
        var first = registry.GetOrAdd(key, "u1", Specs.Settings());

        Assert.Same(first, registry.GetOrAdd(key, "u1", Specs.Settings(s => s.MaxReplicas = 3)));
        Assert.NotSame(first, registry.GetOrAdd(key, "u2", Specs.Settings()));
    }

    private static void Learning(AutoscalerSpec spec)
    {
        spec.Capacity = new CapacitySpec { Utilization = new UtilizationSpec { Indicator = "cpu" } };
        spec.Indicators = [Specs.Prometheus("requests"), Specs.Cpu()];
    }
}

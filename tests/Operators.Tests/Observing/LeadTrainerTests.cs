using Headroom.Forecasting;
using Headroom.Forecasting.Lead;
using Headroom.Operators.Autoscaling.Memory;
using Headroom.Operators.Autoscaling.Observing;
using Headroom.Operators.Hosting;
using Headroom.Operators.Indicators;
using Headroom.Operators.Tests.Builders;
using Headroom.Scaling.Planning;
using Headroom.Scaling.Policies;
using Headroom.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Headroom.Operators.Tests.Observing;

/// <summary>A policy that looks ahead decides with the forecast of the time that its decisions land on, as in the simulator.</summary>
public sealed class LeadTrainerTests : IAsyncLifetime
{
    private const int Day = 1440;
    private const int Known = 2 * Day;
    private const double Capacity = 20;

    // A wave, noise, and bursts that come with the hour; whole, since packed histories give those back exactly.
    private static readonly float[] Loads = [.. Enumerable.Range(0, Known + 400).Select(static t => (float)Load(t))];

    private readonly LeadTrainer _trainer = Trainer(memoryMiB: 64);

    public async ValueTask InitializeAsync() => await _trainer.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _trainer.StopAsync(CancellationToken.None);
        _trainer.Dispose();
    }

    [Fact]
    public async Task Ask_TwoDaysOfHistory_DecidesAsInTheSimulator()
    {
        var memory = await PreparedAsync("RiskPrice");
        var (expected, forecaster) = Reference(memory.Running!.Lead);
        var refits = 0;

        for (var t = Known; t < Loads.Length; t++)
        {
            var isRefitDue = forecaster.IsRefitDue;
            forecaster.Observe(Loads[t]);
            var asked = Ask(memory, t);
            var decided = expected.Decide(Input(forecaster, Loads[t]));
            if (isRefitDue)
            {
                refits++;
                await Eventually.HoldsAsync(() => !memory.Running!.Track!.IsRefitting);
            }
            else
            {
                Assert.Equal(decided, asked);
            }
        }

        Assert.Equal(1, refits);
    }

    [Fact]
    public async Task Ask_AnotherServiceLevelSince_TheOldPolicyDoesNotComeBack()
    {
        var memory = await PreparedAsync("Bacc");
        var before = memory.Running;

        memory.Adopt(Specs.Settings(s => (s.Policy, s.Objective.ServiceLevel) = ("Bacc", "90%")));
        Ask(memory, Known - 1);
        await Eventually.HoldsAsync(() => memory.Running?.Track is not null);

        Assert.NotSame(before, memory.Running);
    }

    [Theory]
    [InlineData("Hpa", Known)]
    [InlineData("RiskPrice", Day)]
    public void Ask_NoForecastNeededOrTooLittleHistory_PreparesNone(string policy, int known)
    {
        var memory = With(policy, known);

        Ask(memory, known - 1);

        Assert.False(memory.IsPreparing);
        Assert.Null(memory.Running!.Track);
    }

    [Fact]
    public async Task Landing_TwoDaysOfHistory_IsTheTailOfThatTimeAndItsPriceIsRehearsed()
    {
        var memory = With("Headroom", Known);
        Assert.Null(PolicyRunner.Landing(memory, _trainer));
        await Eventually.HoldsAsync(() => memory.Running?.Track is not null);
        var (rehearsed, forecaster) = Reference(memory.Running!.Lead);

        for (var t = Known; t < Known + 50; t++)
        {
            forecaster.Observe(Loads[t]);
            memory.Append(0, [new(ViewBuilder.Now.AddMinutes(t), Loads[t])]);
            var draws = PolicyRunner.Landing(memory, _trainer)!.Value;

            var expected = DemandDraws.OfTail(forecaster.Point, forecaster.Upper, QuantileGrid.Exceedance);
            Assert.Equal(expected.Values.ToArray(), draws.Values.ToArray());
        }

        Assert.Equal(rehearsed.Price.LogPrice, memory.Budget.Price.Save().LogPrice);
    }

    [Fact]
    public void Landing_NoMemoryLeft_LeavesThePoolsForecast()
    {
        var memory = With("Headroom", Known);
        using var trainer = Trainer(memoryMiB: 1);

        Assert.Null(PolicyRunner.Landing(memory, trainer));

        Assert.False(memory.IsPreparing);
    }

    private static LeadTrainer Trainer(int memoryMiB) => new(
        new ModelBudget(new AutoscalerRegistry(), Options.Create(new OperatorOptions { ModelMemoryMiB = memoryMiB })), NullLogger<LeadTrainer>.Instance);

    private async Task<AutoscalerMemory> PreparedAsync(string policy)
    {
        var memory = With(policy, Known);
        Ask(memory, Known - 1);
        await Eventually.HoldsAsync(() => memory.Running?.Track is not null);
        return memory;
    }

    private static AutoscalerMemory With(string policy, int known)
    {
        var memory = new AutoscalerMemory("u1", Specs.Settings(s => s.Policy = policy));
        memory.Append(0, [.. Enumerable.Range(0, known).Select(t => new IndicatorSample(ViewBuilder.Now.AddMinutes(t), Loads[t]))]);
        return memory;
    }

    private int Ask(AutoscalerMemory memory, int t)
    {
        memory.LastInterval = t;
        if (memory.Histories[0].Origin < ViewBuilder.Now.AddMinutes(t))
        {
            memory.Append(0, [new(ViewBuilder.Now.AddMinutes(t), Loads[t])]);
        }

        var prior = PriorForecast.TryPredict(memory.Histories[0], memory.Settings.Horizon);
        return PolicyRunner.Ask(memory, prior, Loads[t], ViewBuilder.Now.AddMinutes(t), ready: 8, _trainer)!.Value.Count;
    }

    private static (RiskPricePolicy Policy, LeadForecaster Forecaster) Reference(int lead)
    {
        var (policy, forecaster) = (new RiskPricePolicy(UtilizationLine.Carrying(1), 1 - 0.99, lead), new LeadForecaster(Day, lead, new Random(1)));
        for (var t = 0; t < Known; t++)
        {
            forecaster.Observe(Loads[t]);
            policy.Learn(Input(forecaster, Loads[t], t > LeadForecaster.LeastSteps(Day)));
        }

        return (policy, forecaster);
    }

    private static PolicyInput Input(LeadForecaster forecaster, double load, bool hasTail = true) => new()
    {
        Load = load / Capacity,
        Replicas = 8,
        IsMiss = false,
        Point = forecaster.Point / Capacity,
        Upper = hasTail ? forecaster.Upper.ToArray().Select(static u => u / Capacity).ToArray() : Array.Empty<double>(),
        Exceedance = QuantileGrid.Exceedance,
    };

    private static double Load(int t)
    {
        var random = new Random(t);
        var burst = t % 97 < 5 ? 30 * random.NextDouble() : 0;
        return Math.Round(1_000 + 400 * Math.Sin(2 * Math.PI * t / Day) + 50 * random.NextDouble() + 10 * burst);
    }
}

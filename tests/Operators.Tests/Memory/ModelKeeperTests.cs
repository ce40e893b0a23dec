using Headroom.Forecasting;
using Headroom.Forecasting.Pooling;
using Headroom.Operators.Autoscaling.Memory;
using Headroom.Operators.Autoscaling.Observing;
using Headroom.Operators.Decisions;
using Headroom.Operators.Tests.Builders;
using Headroom.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headroom.Operators.Tests.Memory;

public sealed class ModelKeeperTests
{
    private readonly FakeModels _store = new();

    [Fact]
    public async Task Restore_AfterARestart_PredictsAtOnceAndIsRefittedWhenItWasDue()
    {
        await FitAndSaveAsync();

        var memory = await RestartAsync(ViewBuilder.Now.AddMinutes(99));

        Assert.NotNull(memory.Pool!.TryPredict(memory.Histories));
        using var trainer = new PoolTrainer(NullLogger<PoolTrainer>.Instance);
        trainer.Offer(memory, ViewBuilder.Now.AddMinutes(99));
        Assert.False(memory.IsFitting);
        trainer.Offer(memory, ViewBuilder.Now.AddMinutes(101));
        Assert.True(memory.IsFitting);
    }

    [Fact]
    public async Task Restore_ADamagedModel_IsFittedAnew()
    {
        await FitAndSaveAsync();
        _store.Saved["u1"].Image[^1] ^= 1;

        var memory = await RestartAsync(ViewBuilder.Now.AddMinutes(1));

        Assert.Null(memory.Pool);
        Assert.Null(memory.FittedAt);
    }

    [Fact]
    public async Task Restore_AnotherHorizon_IsFittedAnew()
    {
        await FitAndSaveAsync();

        var memory = FittedMemory.Of(s => s.Forecast.Horizon = "5m");
        await Keeper().RestoreAsync(memory, ViewBuilder.Now.AddMinutes(1), CancellationToken.None);

        Assert.Null(memory.Pool);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(25 * 60)]
    public async Task Restore_FromTheFutureOrADayOld_IsFittedAnew(int minutesLater)
    {
        await FitAndSaveAsync();

        Assert.Null((await RestartAsync(ViewBuilder.Now.AddMinutes(minutesLater))).Pool);
    }

    [Fact]
    public async Task Save_TheStoreIsAway_IsTriedAgainUntilItIsBack()
    {
        var time = new ManualTime();
        using var keeper = new ModelKeeper(_store, time, NullLogger<ModelKeeper>.Instance);
        _store.IsAway = true;
        await keeper.StartAsync(CancellationToken.None);
        keeper.Offer("u1", FittedMemory.Of().Settings, ViewBuilder.Now, Pool());
        await Eventually.HoldsAsync(() => time.ArmedTimers > 0);

        _store.IsAway = false;
        time.Advance(TimeSpan.FromSeconds(10));

        await Eventually.HoldsAsync(() => _store.Saved.ContainsKey("u1"));
        await keeper.StopAsync(CancellationToken.None);
    }

    private static ForecastPool Pool()
    {
        var memory = FittedMemory.Of();
        return PoolFitter.TryFit(memory.Histories, new ForecastSettings(memory.Settings.Horizon, []))!;
    }

    private async Task FitAndSaveAsync()
    {
        var keeper = Keeper();
        using var trainer = new PoolTrainer(NullLogger<PoolTrainer>.Instance, keeper);
        await keeper.StartAsync(CancellationToken.None);
        await trainer.StartAsync(CancellationToken.None);
        trainer.Offer(FittedMemory.Of(), ViewBuilder.Now);
        await Eventually.HoldsAsync(() => _store.Saved.ContainsKey("u1"));
        await trainer.StopAsync(CancellationToken.None);
        await keeper.StopAsync(CancellationToken.None);
    }

    private async Task<AutoscalerMemory> RestartAsync(DateTimeOffset now)
    {
        var memory = FittedMemory.Of();
        await Keeper().RestoreAsync(memory, now, CancellationToken.None);
        return memory;
    }

    private ModelKeeper Keeper() => new(_store, TimeProvider.System, NullLogger<ModelKeeper>.Instance);

    private sealed class FakeModels : IForecastModels
    {
        public System.Collections.Concurrent.ConcurrentDictionary<string, StoredModel> Saved { get; } = new();

        public bool IsAway { get; set; }

        public Task<StoredModel?> ReadAsync(string uid, CancellationToken ct) => Task.FromResult(Saved.GetValueOrDefault(uid));

        public Task<bool> WriteAsync(IReadOnlyList<StoredModel> models, CancellationToken ct)
        {
            if (IsAway)
            {
                return Task.FromResult(false);
            }

            foreach (var model in models)
            {
                Saved[model.Uid] = model;
            }

            return Task.FromResult(true);
        }
    }
}

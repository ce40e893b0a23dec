using System.Text;
using Headroom.Operators.Autoscaling.Memory;
using Headroom.Operators.Decisions;
using Headroom.Operators.Tests.Builders;
using Headroom.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headroom.Operators.Tests.Memory;

public sealed class LearnedStateKeeperTests
{
    private static readonly AutoscalerKey Key = new("prod", "chat");

    private readonly ManualTime _time = new();
    private readonly FakeStates _store = new();

    [Fact]
    public async Task Restore_AfterAStop_GivesBackBudgetAndStartUp()
    {
        var before = new AutoscalerRegistry();
        await LearnAsync(before, "u1");

        var after = await RestartAsync("u1");

        Assert.Equal((20, 20), (after.Budget.Missed, after.Budget.Evaluated));
        Assert.Equal(3, after.StartUp.Observations);
    }

    [Fact]
    public async Task Restore_ARecreatedObject_LearnsAnew()
    {
        await LearnAsync(new AutoscalerRegistry(), "u1");

        var after = await RestartAsync("u2");

        Assert.Equal((0, 0), (after.Budget.Evaluated, after.StartUp.Observations));
    }

    [Fact]
    public async Task Restore_AnotherTarget_KeepsTheBudgetButNotTheStartUp()
    {
        await LearnAsync(new AutoscalerRegistry(), "u1");
        var memory = new AutoscalerMemory("u1", Specs.Settings(s => s.ScaleTargetRef.Name = "other"));

        await Keeper(new AutoscalerRegistry()).RestoreAsync(memory, CancellationToken.None);

        Assert.Equal((20, 0), (memory.Budget.Evaluated, memory.StartUp.Observations));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"version\":1}")]
    [InlineData("{\"version\":99,\"target\":\"a\"}")]
    [InlineData("not json")]
    public async Task Restore_Damaged_LearnsAnewAndGoesOn(string saved)
    {
        _store.Saved["u1"] = Encoding.UTF8.GetBytes(saved);

        var memory = await RestartAsync("u1");

        Assert.Equal((true, 0), (memory.IsRestored, memory.Budget.Evaluated));
    }

    [Fact]
    public async Task Offer_EveryFewMinutes_SavesWithoutAStop()
    {
        var keeper = Keeper(new AutoscalerRegistry());
        var memory = new AutoscalerMemory("u1", Specs.Settings());
        await keeper.RestoreAsync(memory, CancellationToken.None);
        await keeper.StartAsync(CancellationToken.None);
        memory.Budget.Record(isMiss: true);

        keeper.Offer(memory);
        _time.Advance(LearnedStateKeeper.SaveEvery);
        keeper.Offer(memory);

        await Eventually.HoldsAsync(() => _store.Saved.ContainsKey("u1"));
        Assert.Equal(1, LearnedState.TryParse(_store.Saved["u1"])!.Budget.Evaluated);
        Assert.Equal(1, _store.Writes);
        await keeper.StopAsync(CancellationToken.None);
    }

    private async Task LearnAsync(AutoscalerRegistry registry, string uid)
    {
        var keeper = Keeper(registry);
        var memory = registry.GetOrAdd(Key, uid, Specs.Settings());
        await keeper.RestoreAsync(memory, CancellationToken.None);
        for (var i = 0; i < 20; i++)
        {
            memory.Budget.Record(isMiss: true);
        }

        foreach (var seconds in new[] { 40, 50, 60 })
        {
            memory.StartUp.Observe(TimeSpan.FromSeconds(seconds));
        }

        await keeper.StopAsync(CancellationToken.None);
    }

    private async Task<AutoscalerMemory> RestartAsync(string uid)
    {
        var memory = new AutoscalerMemory(uid, Specs.Settings());
        await Keeper(new AutoscalerRegistry()).RestoreAsync(memory, CancellationToken.None);
        return memory;
    }

    private LearnedStateKeeper Keeper(AutoscalerRegistry registry) =>
        new(_store, registry, _time, NullLogger<LearnedStateKeeper>.Instance);

    private sealed class FakeStates : ILearnedStates
    {
        private int _writes;

        public System.Collections.Concurrent.ConcurrentDictionary<string, byte[]> Saved { get; } = new();

        public int Writes => _writes;

        public Task<byte[]?> ReadAsync(string uid, CancellationToken ct) => Task.FromResult(Saved.GetValueOrDefault(uid));

        public Task<bool> WriteAsync(IReadOnlyList<(string Uid, byte[] State)> states, CancellationToken ct)
        {
            Interlocked.Increment(ref _writes);
            foreach (var (uid, state) in states)
            {
                Saved[uid] = state;
            }

            return Task.FromResult(true);
        }
    }
}

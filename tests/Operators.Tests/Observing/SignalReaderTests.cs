using Headroom.Forecasting.History;
using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Autoscaling.Memory;
using Headroom.Operators.Autoscaling.Observing;
using Headroom.Operators.Tests.Builders;

namespace Headroom.Operators.Tests.Observing;

public sealed class SignalReaderTests
{
    private static readonly DateTimeOffset Now = ViewBuilder.Now;
    private readonly ScriptedSource _demand = new();
    private readonly ScriptedSource _cpu = new();

    [Fact]
    public async Task Read_EmptyAnswerThatMeansMissing_FailsAndSaysWhatZeroWouldMean()
    {
        _demand.Value = _ => null;
        var memory = Memory();

        var failure = Assert.Single(await ReadAsync(memory, Now));

        Assert.Equal("Empty", failure!.Reason);
        Assert.Contains("'requests' returned nothing for 2026-01-05T12:00:00", failure.Message, StringComparison.Ordinal);
        Assert.Contains("onEmpty: Zero would take it as no load", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, memory.Histories[0].Count);
    }

    [Fact]
    public async Task Read_EmptyAnswerThatMeansZero_IsNoLoad()
    {
        _demand.Value = _ => null;
        var memory = Memory(i => i.OnEmpty = "Zero");

        Assert.Null(Assert.Single(await ReadAsync(memory, Now)));

        Assert.Equal([0], Values(memory.Histories[0]));
    }

    [Fact]
    public async Task Read_StepsLeftOutOfALongerAnswer_AreZeroFromTheFirstSampleOnWhereEmptyMeansZero()
    {
        _demand.Value = t => (Now - t).TotalMinutes is 4 or 1 ? 7 : null;
        var memory = Memory(i => i.OnEmpty = "Zero");

        await ReadAsync(memory, Now);

        Assert.Equal([7, 0, 0, 7, 0], Values(memory.Histories[0]));
    }

    [Fact]
    public async Task Read_AfterAnOutage_AsksForTheWholeStretchAndLosesNothing()
    {
        _demand.Value = t => (t - Now).TotalMinutes + 100 is > 99 and var value ? value : null;
        var memory = Memory();
        await ReadAsync(memory, Now);
        _demand.IsDown = true;
        Assert.Equal("Unreachable", (await ReadAsync(memory, Now.AddMinutes(1)))[0]!.Reason);
        Assert.Equal("Unreachable", (await ReadAsync(memory, Now.AddMinutes(2)))[0]!.Reason);

        _demand.IsDown = false;
        Assert.Null((await ReadAsync(memory, Now.AddMinutes(3)))[0]);

        Assert.Equal((Now, Now.AddMinutes(3)), (_demand.Requests[^1].After, _demand.Requests[^1].Until));
        Assert.Equal([100, 101, 102, 103], Values(memory.Histories[0]));
    }

    [Fact]
    public async Task Read_TwiceWithinAStep_AsksOnce()
    {
        var memory = Memory();

        await ReadAsync(memory, Now);
        await ReadAsync(memory, Now.AddSeconds(30));

        Assert.Single(_demand.Requests);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(null)]
    public async Task Read_NewestStepMissing_IsAFailureAlsoWhenAskedAgain(double? newest)
    {
        _demand.Value = t => t == Now ? newest : 5;
        var memory = Memory();

        Assert.NotNull((await ReadAsync(memory, Now))[0]);
        Assert.NotNull((await ReadAsync(memory, Now.AddSeconds(30)))[0]);
    }

    [Fact]
    public async Task Read_Counter_BecomesARatePerSecond()
    {
        _demand.Value = t => 1000 + 2 * (t - Now).TotalSeconds is >= 1000 and var total ? total : null;
        var memory = Memory(i => i.ValueType = "Counter");

        var first = await ReadAsync(memory, Now);
        var second = await ReadAsync(memory, Now.AddMinutes(1));

        Assert.Equal("Starting", first[0]!.Reason);
        Assert.Null(second[0]);
        Assert.Equal([2], Values(memory.Histories[0]));
    }

    [Fact]
    public async Task Read_CovariateThatFails_StaysAlignedWithTheDemand()
    {
        var memory = new AutoscalerMemory("u1", Specs.Settings(s => s.Indicators = [Specs.Prometheus("requests"), Specs.Cpu()]));
        await ReadAsync(memory, Now);
        _cpu.IsDown = true;

        var failures = await ReadAsync(memory, Now.AddMinutes(1));

        Assert.Null(failures[0]);
        Assert.Equal(("cpu", "Unreachable"), (failures[1]!.Indicator, failures[1]!.Reason));
        Assert.Equal(memory.Histories[0].Origin, memory.Histories[1].Origin);
        Assert.Equal((1f, float.NaN), (memory.Histories[1][1], memory.Histories[1][0]));
    }

    private static AutoscalerMemory Memory(Action<IndicatorSpec>? change = null) =>
        new("u1", Specs.Settings(s => change?.Invoke(s.Indicators[0])));

    private static List<float> Values(IndicatorHistory history) =>
        [.. Enumerable.Range(0, history.Count).Select(i => history[history.Count - 1 - i])];

    private Task<IndicatorFailure?[]> ReadAsync(AutoscalerMemory memory, DateTimeOffset now) =>
        new SignalReader(_demand, _cpu, new ScriptedSource()).ReadAsync(memory, "prod", now, TestContext.Current.CancellationToken);
}

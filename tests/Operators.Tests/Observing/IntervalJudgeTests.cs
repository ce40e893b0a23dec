using Headroom.Operators.Autoscaling.Memory;
using Headroom.Operators.Autoscaling.Observing;
using Headroom.Operators.Decisions;
using Headroom.Operators.Tests.Builders;

namespace Headroom.Operators.Tests.Observing;

public sealed class IntervalJudgeTests
{
    private static readonly DateTimeOffset Now = ViewBuilder.Now;
    private readonly AutoscalerMemory _memory = new("u1", Specs.Settings());

    [Fact]
    public void Judge_TwiceWithinAnInterval_CountsOnce()
    {
        Judge(0, demand: 101, ready: 5);
        Judge(30, demand: 101, ready: 5);

        Assert.Equal((1, 1), (_memory.Budget.Evaluated, _memory.Budget.Missed));
    }

    [Theory]
    [InlineData(100, 5, 0)]
    [InlineData(101, 5, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(0, 0, 0)]
    public void Judge_Interval_IsMissedWhenDemandPassesWhatWasReady(double demand, int ready, int missed)
    {
        Judge(0, demand, ready);

        Assert.Equal(missed, _memory.Budget.Missed);
        Assert.Equal((demand, ready, missed == 1), (_memory.LastSample!.Value.Demand, _memory.LastSample.Value.Ready, _memory.LastSample.Value.IsViolation));
    }

    [Fact]
    public void Judge_DemandUnknown_CountsTheFailureAndJudgesNothing()
    {
        Judge(0, demand: null, ready: 5);
        Judge(20, demand: null, ready: 5);
        Judge(60, demand: null, ready: 5);

        Assert.Equal((2, 0), (_memory.FailedObservations, _memory.Budget.Evaluated));
        Judge(120, demand: 10, ready: 5);
        Assert.Equal(0, _memory.FailedObservations);
    }

    [Fact]
    public void Judge_EvaluationIntervalBecameLonger_JudgesTheNextOne()
    {
        Judge(0, demand: 10, ready: 5);
        _memory.Adopt(Specs.Settings(s => s.Objective.EvaluationInterval = "5m"));

        Judge(300, demand: 10, ready: 5);

        Assert.Equal(1, _memory.Budget.Evaluated);
        Assert.Equal(Now.AddSeconds(300), _memory.LastSample!.Value.Time);
    }

    [Fact]
    public void Judge_UtilizationBesideTheLoad_TeachesTheCapacity()
    {
        var memory = new AutoscalerMemory("u1", Specs.Settings(s => (s.Capacity, s.Indicators) = (null, [Specs.Prometheus("requests"), Specs.Cpu()])));

        for (var i = 0; i < 60; i++)
        {
            var perReplica = 5.0 + i % 20;
            memory.Append(1, [new(Now.AddMinutes(i), perReplica / 40)]);
            IntervalJudge.Judge(memory, new AutoscalerKey("prod", "chat"), Now.AddMinutes(i), 4 * perReplica, 4);
        }

        Assert.Equal(28.0, memory.Capacity.Mean!.Value, 28.0 * 0.1);
    }

    private void Judge(int second, double? demand, int ready) =>
        IntervalJudge.Judge(_memory, new AutoscalerKey("prod", "chat"), Now.AddSeconds(second), demand, ready);
}

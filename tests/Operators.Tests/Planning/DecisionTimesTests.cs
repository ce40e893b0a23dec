using Headroom.Operators.Autoscaling.Planning;
using Headroom.Operators.Tests.Builders;

namespace Headroom.Operators.Tests.Planning;

public sealed class DecisionTimesTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    [Fact]
    public void Decide_ManyAutoscalers_AreSpreadOverTheInterval()
    {
        var seconds = Enumerable.Range(0, 300).Select(i => (int)Next($"app-{i}", ViewBuilder.Now).TimeOfDay.TotalSeconds % 60).ToList();

        Assert.True(seconds.Distinct().Count() > 40, $"{seconds.Distinct().Count()} different seconds");
        Assert.All(seconds.GroupBy(s => s), second => Assert.InRange(second.Count(), 1, 30));
    }

    [Fact]
    public void Decide_OneAutoscaler_KeepsItsPlaceInTheInterval()
    {
        var first = Next("chat", ViewBuilder.Now);

        Assert.InRange(first - ViewBuilder.Now, TimeSpan.FromMilliseconds(1), Interval);
        Assert.Equal(first + Interval, Next("chat", first));
        Assert.Equal(first + Interval, Next("chat", first.AddSeconds(20)));
    }

    private static DateTimeOffset Next(string name, DateTimeOffset time) =>
        time + AutoscalerPlanner.Decide(new ViewBuilder { Name = name, Time = time }.Build()).Next;
}

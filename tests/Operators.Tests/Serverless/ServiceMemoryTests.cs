using System.Text.Json.Nodes;
using Headroom.Kubernetes;
using Headroom.Operators.Serverless.Demand;
using Headroom.Operators.Serverless.KeepAlive;
using Headroom.Operators.Serverless.Planning;
using Headroom.Operators.Serverless.Running;

namespace Headroom.Operators.Tests.Serverless;

public sealed class ServiceMemoryTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Ask_AnnotationChanges_IsWantedForAWhile()
    {
        var memory = New();
        memory.Ask("2026-01-04T00:00:00Z", Start);
        Assert.False(memory.IsWanted); // a day old, from before this process

        memory.Ask("2026-01-03T00:00:00Z", Start.AddSeconds(1));
        Assert.True(memory.IsWanted); // the other clock is behind: a change is an ask

        memory.Ask("2026-01-03T00:00:00Z", Start.AddMinutes(1));
        Assert.False(memory.IsWanted);
    }

    [Fact]
    public void Kept_FixedPolicy_CountsFromTheLastRequest()
    {
        var memory = New();
        memory.Observe(Settings(), new ServiceLoad(1, 1, 1, TimeSpan.Zero), Start);
        memory.Observe(Settings(), new ServiceLoad(0, 0, 0, TimeSpan.FromSeconds(10)), Start.AddSeconds(20));

        Assert.Equal((true, 5), Rounded(memory.Kept(Start.AddSeconds(65), isLoaded: true)));
        Assert.False(memory.Kept(Start.AddSeconds(71), isLoaded: true).IsKept);
    }

    [Fact]
    public void Kept_ShortRequestBetweenTwoReadings_BeginsAnew()
    {
        var memory = New();
        memory.Observe(Settings(), new ServiceLoad(0, 0, 0, TimeSpan.Zero), Start);
        memory.Observe(Settings(), new ServiceLoad(0, 0, 1, TimeSpan.FromSeconds(1)), Start.AddSeconds(50));
        memory.Observe(Settings(), new ServiceLoad(0, 0, 0, TimeSpan.FromSeconds(2)), Start.AddSeconds(51));

        Assert.True(memory.Kept(Start.AddSeconds(100), isLoaded: true).IsKept);
    }

    [Fact]
    public void Needed_Peak_StaysForTheWindow()
    {
        var memory = New();
        memory.Observe(Settings(), new ServiceLoad(30, 30, 1, TimeSpan.Zero), Start);
        memory.Observe(Settings(), new ServiceLoad(1, 1, 1, TimeSpan.Zero), Start.AddSeconds(8));
        Assert.Equal(3, memory.Needed);

        memory.Observe(Settings(), new ServiceLoad(1, 1, 1, TimeSpan.Zero), Start.AddSeconds(11));
        Assert.Equal(1, memory.Needed);
    }

    [Fact]
    public void CauseOf_PodSoonAfterARaise_IsItsReason()
    {
        var memory = New();
        memory.Raised("Wanted", Start);
        memory.Raised("Demand", Start.AddSeconds(2));

        Assert.Equal("Wanted", memory.CauseOf(Start.AddSeconds(1)));
        Assert.Equal("Wanted", memory.CauseOf(Start.AddSeconds(-1)));
        Assert.Equal("Demand", memory.CauseOf(Start.AddSeconds(3)));
        Assert.Equal("Replaced", memory.CauseOf(Start.AddMinutes(5)));
    }

    private static ServiceMemory New() => new(new Keepers(), new ObjectKey("prod", "chat"), "1");

    private static (bool, int) Rounded(KeepView kept) => (kept.IsKept, (int)Math.Round(kept.For.TotalSeconds));

    // Ten at a time on a replica, a window of ten seconds, a keep-alive of a minute.
    private static ServerlessSettings Settings() =>
        new(new JsonObject(), 0, 10, 10, TimeSpan.FromSeconds(10), KeepAlivePolicy.Fixed, TimeSpan.FromMinutes(1));
}

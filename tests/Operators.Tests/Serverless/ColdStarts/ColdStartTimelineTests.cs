using Headroom.Kubernetes;
using Headroom.Operators.Serverless.ColdStarts;
using Headroom.Operators.Serverless.Demand;

namespace Headroom.Operators.Tests.Serverless.ColdStarts;

public sealed class ColdStartTimelineTests
{
    private static readonly DateTimeOffset Made = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    private static readonly StartingPod Pod = new(new ObjectKey("prod", "chat"), "chat-1", "uid", Made, IsFromZero: true)
    {
        Scheduled = Made.AddSeconds(0.5), Started = Made.AddSeconds(4), Ready = Made.AddSeconds(9), Address = "10.0.0.1",
    };

    [Fact]
    public void Of_AwaitedStart_HasEveryComponentOnce()
    {
        var heard = new SeenStart(Made.AddSeconds(-0.25), Made.AddSeconds(9.125));

        var start = ColdStartTimeline.Of(Pod, heard, TimeSpan.FromSeconds(3), "service", "Wanted");

        Assert.Equal((0.25, 0.5, 3.0, 0.5, 5.0, 0.125), (
            start.DecisionSeconds, start.SchedulingSeconds, start.ImagePullSeconds, start.ContainerStartSeconds, start.LoadingSeconds, start.FirstByteSeconds));
        Assert.Equal(9.375, start.TotalSeconds, 9);
        Assert.Equal((Made.AddSeconds(-0.25), true), (start.Began, start.WasAwaited));
    }

    [Fact]
    public void Of_StartAheadOfRequests_BeginsWithThePod()
    {
        var start = ColdStartTimeline.Of(Pod, heard: null, pull: null, "service", "Expected");

        Assert.Equal((Made, 0.0, false), (start.Began, start.DecisionSeconds, start.WasAwaited));
        Assert.Null(start.FirstByteSeconds);
        Assert.Null(start.ImagePullSeconds);
        Assert.Equal(3.5, start.ContainerStartSeconds);
    }

    [Fact]
    public void Of_RequestWhileItStarts_IsNoDecisionTimeBelowZero()
    {
        var start = ColdStartTimeline.Of(Pod, new SeenStart(Made.AddSeconds(2), Made.AddSeconds(8)), TimeSpan.FromMinutes(5), "service", "Expected");

        Assert.Equal((0.0, 3.5, 0.0, 0.0), (start.DecisionSeconds, start.ImagePullSeconds, start.ContainerStartSeconds, start.FirstByteSeconds));
    }

    [Theory]
    [InlineData(0.7, 0.7)]  // seen within the second of the stamp
    [InlineData(-0.4, -0.4)] // the clocks differ a little
    [InlineData(20, 0)]     // the watch was away: the stamp is nearer
    [InlineData(-60, 0)]    // the clocks differ too much to be compared
    public void Moment_StampAndSight_TakesTheFinerWhereTheyAgree(double seen, double expected) =>
        Assert.Equal(Made.AddSeconds(expected), StartingPod.Moment(Made, Made.AddSeconds(seen)));

    [Theory]
    [InlineData("Successfully pulled image \"a\" in 1.25s (1.3s including waiting). Image size: 7 bytes.", 1250)]
    [InlineData("Successfully pulled image \"a\" in 823ms (823ms including waiting)", 823)]
    [InlineData("Successfully pulled image \"a\" in 2m3.5s (3m0s including waiting)", 123_500)]
    [InlineData("Container image \"a\" already present on machine", 0)]
    [InlineData("Pulling image \"a\"", null)]
    [InlineData(null, null)]
    public void Parse_PulledEvent_IsThePullTime(string? message, int? milliseconds) =>
        Assert.Equal(milliseconds, PullTime.Parse(message)?.TotalMilliseconds);
}

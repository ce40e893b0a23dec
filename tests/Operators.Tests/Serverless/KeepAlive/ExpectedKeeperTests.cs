using System.Text.Json.Nodes;
using Headroom.Kubernetes;
using Headroom.Operators.Serverless.KeepAlive;
using Headroom.Operators.Serverless.Planning;

namespace Headroom.Operators.Tests.Serverless.KeepAlive;

/// <summary>The policy Expected as the controller uses it: a timer is let go between its calls and started ahead of them.</summary>
public sealed class ExpectedKeeperTests
{
    private const int Period = 3600;
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);
    private static readonly ObjectKey Key = new("prod", "report");

    private readonly GapHistory _history = new();

    [Fact]
    public void Decide_ServiceCalledByATimer_IsGoneInBetweenAndThereBeforeTheCall()
    {
        var last = Call(New(new Keepers()), times: 40);

        AssertFollowsTheTimer(last.Keeper, last.IdleSince);
    }

    [Fact]
    public void Restore_HistoryOfAnEarlierLeader_FollowsTheTimerAtOnce()
    {
        var (_, idleSince) = Call(New(new Keepers()), times: 40);
        var saved = GapHistory.TryParse(_history.ToUtf8())!; // just written
        var keepers = new Keepers();
        keepers.Restore([(Settings(), "uid", Key, saved)]);

        var keeper = keepers.Create(Settings(), "uid", Key, saved);
        keeper.Idle(idleSince);

        AssertFollowsTheTimer(keeper, idleSince);
    }

    [Fact]
    public void Decide_NeverAskedFor_IsNotStarted()
    {
        var keeper = New(new Keepers());
        keeper.Idle(Start);

        Assert.False(keeper.Decide(Start.AddHours(3), isLoaded: false).IsExpected);
        Assert.False(keeper.Decide(Start.AddHours(3), isLoaded: true).IsKept);
    }

    private static void AssertFollowsTheTimer(IKeeper keeper, DateTimeOffset idleSince)
    {
        var between = keeper.Decide(idleSince.AddSeconds(Period / 2), isLoaded: true);
        Assert.False(between.IsKept, between.Grounds);
        var before = keeper.Decide(idleSince.AddSeconds(Period - 3), isLoaded: false);
        Assert.True(before.IsExpected, before.Grounds);
        Assert.Contains("by its timer", before.Grounds, StringComparison.Ordinal);
    }

    private (IKeeper Keeper, DateTimeOffset IdleSince) Call(IKeeper keeper, int times)
    {
        var idleSince = Start;
        keeper.Idle(idleSince);
        for (var n = 1; n <= times; n++)
        {
            var now = Start.AddSeconds(n * Period);
            keeper.Arrive(now, idleSince);
            keeper.Started(TimeSpan.FromSeconds(2));
            _history.Add(idleSince, now);
            _history.AddStart(TimeSpan.FromSeconds(2));
            idleSince = now.AddSeconds(1);
            keeper.Idle(idleSince);
        }

        return (keeper, idleSince);
    }

    private static IKeeper New(Keepers keepers) => keepers.Create(Settings(), "uid", Key, new GapHistory());

    private static ServerlessSettings Settings() =>
        new(new JsonObject(), 0, 10, 10, TimeSpan.FromSeconds(10), KeepAlivePolicy.Expected, TimeSpan.FromMinutes(1));
}

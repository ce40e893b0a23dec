using FsCheck;
using FsCheck.Fluent;

namespace Headroom.Operators.Tests.Power.Chain;

/// <summary>
/// The promise for failures over the whole chain: the fleet that plans, the bytes between, the clamp that each agent runs,
/// its disk and its cards. Once leases have run out no feed can draw more than its budget, whatever happened before.
/// </summary>
public sealed class ChainTests
{
    [Fact]
    public void Silence_AfterAnyHistory_LeavesEveryFeedWithinItsBudget() =>
        Prop.ForAll<int>(static seed =>
        {
            var story = new ChainStory(seed);
            Assert.True(story.Settle(), "nothing failed, and the safe limits were not reached");
            story.Run(Math.Abs(seed % 97) + 20);

            var over = story.FallSilent();
            Assert.True(over is null, over);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400).WithEndSize(1_000_000));

    [Fact]
    public void Silence_NobodyLimited_WouldPassTheBudget()
    {
        // The stories are no easy ones: without limits most of them would trip.
        var over = Enumerable.Range(0, 100).Count(static seed => new ChainStory(seed).FallSilent() is not null);

        Assert.InRange(over, 80, 100);
    }
}

using Headroom.Scaling.ColdStart.Slots;

namespace Headroom.Scaling.Tests.ColdStart.Slots;

public sealed class SlotPolicyTests
{
    [Fact]
    public void LeastRecentlyUsed_ThreeIdle_EvictsTheOneAskedForLongestAgo() =>
        Assert.Equal(0, After(new LeastRecentlyUsed(), 0, 0, 1, 2).Evict(9, [0, 1, 2]));

    [Fact]
    public void LeastFrequentlyUsed_ThreeIdle_EvictsTheRarestAndOfEqualsTheOldest() =>
        Assert.Equal(1, After(new LeastFrequentlyUsed(), 0, 0, 1, 2).Evict(9, [0, 1, 2]));

    [Fact]
    public void GreedyDual_AServiceThatIsSlowToLoad_StaysBeforeOneAskedForMoreOften() =>
        Assert.Equal(0, After(new GreedyDual(s => s == 1 ? 60 : 10), 0, 0, 1).Evict(9, [0, 1]));

    [Fact]
    public void GreedyDual_AfterManyEvictions_WhatWasBusyLongAgoHasAged()
    {
        var policy = After(new GreedyDual(), 0, 0, 0, 0);
        for (var other = 1; other < 8; other++)
        {
            policy.Arrive(10 * other, other, -1);
            policy.Evict(10 * other, [other]);
            policy.Arrive(10 * other + 1, other, -1);
            policy.Evict(10 * other + 1, [other]);
        }

        policy.Arrive(100, 8, -1);

        Assert.Equal(0, policy.Evict(100, [0, 8]));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(60, 0)]
    public void ExpectedSaving_OneOftenAskedForAndOneRarely_EvictsTheLessWorth(double secondsToLoadTheRare, int evicted)
    {
        // Service 0 is asked for every two minutes, service 1 once an hour at any time.
        var policy = new ExpectedSaving(s => s == 1 ? secondsToLoadTheRare : 1);
        var (time, random) = (0.0, new Random(2));
        for (var i = 0; i <= 720; i++, time = 120 * i)
        {
            Ask(policy, time, 0);
            if (i == 0 || random.Next(30) == 0)
            {
                Ask(policy, time + 6, 1);
            }
        }

        Assert.Equal(evicted, policy.Evict(time - 60, [0, 1]));
    }

    private static void Ask(ExpectedSaving policy, double time, int service)
    {
        policy.Arrive(time, service, -1);
        policy.Finish(time + 5, service, -1, 5);
    }

    private static ISlotPolicy After(ISlotPolicy policy, params int[] services)
    {
        for (var i = 0; i < services.Length; i++)
        {
            policy.Arrive(i, services[i], -1);
        }

        return policy;
    }
}

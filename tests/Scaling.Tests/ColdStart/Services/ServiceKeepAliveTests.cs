using Headroom.Scaling.ColdStart.Services;

namespace Headroom.Scaling.Tests.ColdStart.Services;

public sealed class ServiceKeepAliveTests
{
    private const double Hour = 3_600;

    [Fact]
    public void Decide_AServiceOfATimer_IsLoadedForTheTickAndNotBetween()
    {
        var policy = Priced();
        for (var tick = 0; tick < 48; tick++)
        {
            Ask(policy, tick * Hour + (tick % 3), 0, 2);
        }

        var last = 47 * Hour;

        Assert.Equal(1, policy.Timers);
        Assert.False(policy.Decide(last + 600, 0, isLoaded: false).IsWorth);
        Assert.False(policy.Decide(last + 1_800, 0, isLoaded: false).IsWorth);
        Assert.True(policy.Decide(last + Hour - 1, 0, isLoaded: false).IsWorth);
        Assert.False(policy.Decide(last + Hour + 300, 0, isLoaded: false).IsWorth);
    }

    [Fact]
    public void Decide_BetweenTicks_AsksToBeAskedAgainBeforeTheNext()
    {
        var policy = Priced();
        for (var tick = 0; tick < 48; tick++)
        {
            Ask(policy, tick * Hour, 0, 2);
        }

        var (time, next) = (47 * Hour + 600, 48 * Hour);
        for (; time < next && !policy.Decide(time, 0, isLoaded: false).IsWorth; time = policy.Decide(time, 0, isLoaded: false).Until)
        {
        }

        Assert.InRange(time, next - 300, next - 0.1);
    }

    [Fact]
    public void Decide_ATimerThatStopped_IsNotLoadedForItForEver()
    {
        var policy = Priced();
        for (var tick = 0; tick < 24; tick++)
        {
            Ask(policy, tick * Hour, 0, 2);
        }

        Assert.False(policy.Decide(40 * Hour - 1, 0, isLoaded: false).IsWorth);
    }

    [Fact]
    public void Arrive_AServiceThatAnotherFollows_TouchesItAndMakesItWorthLoading()
    {
        // 1 follows 0 by five seconds; 2 comes as often, at other times.
        var (policy, random, time) = (Priced(), new Random(3), 0.0);
        for (var i = 0; i < 60; i++, time += 1_200 + 1_200 * random.NextDouble())
        {
            Ask(policy, time, 0, 1);
            Ask(policy, time + 5, 1, 1);
            Ask(policy, time + 300 + 600 * random.NextDouble(), 2, 1);
        }

        var before = policy.Decide(time, 1, isLoaded: false).IsWorth;
        policy.Arrive(time + 1, 0);

        Assert.False(before);
        Assert.Contains(1, policy.Touched);
        Assert.DoesNotContain(2, policy.Touched);
        Assert.True(policy.Decide(time + 1.5, 1, isLoaded: false).IsWorth);
        Assert.False(policy.Decide(time + 120, 1, isLoaded: false).IsWorth);
    }

    [Fact]
    public void Decide_AServiceSeenOnce_IsTakenToBeLikeTheOthers()
    {
        Assert.True(AfterOthersComeEvery(30).Decide(60_000 + 20, 100, isLoaded: true).IsWorth);
        Assert.False(AfterOthersComeEvery(5_000).Decide(60_000 + 20, 100, isLoaded: true).IsWorth);
    }

    [Theory]
    [InlineData(0.01, false)]
    [InlineData(1_000, true)]
    public void Decide_ByPrice_KeepsWhereWaitingIsDear(double waitedSecond, bool isWorth)
    {
        var (policy, random, time) = (new ServiceKeepAlive(new ColdStartPrice(1, waitedSecond)), new Random(1), 0.0);
        for (var i = 0; i < 200; i++, time += -600 * Math.Log(1 - random.NextDouble()))
        {
            Ask(policy, time, 0, 1);
            policy.StartedUp(0, 20);
        }

        Ask(policy, time, 0, 1);

        Assert.Equal(isWorth, policy.Decide(time + 120, 0, isLoaded: true).IsWorth);
    }

    [Fact]
    public void Decide_ARateThatIsJustWorthKeeping_IsNotWorthALoad()
    {
        var (policy, random, time) = (new ServiceKeepAlive(new ColdStartPrice(1, 10)), new Random(1), 0.0);
        for (var i = 0; i < 200; i++, time += -120 * Math.Log(1 - random.NextDouble()))
        {
            Ask(policy, time, 0, 1);
            policy.StartedUp(0, 20);
        }

        Ask(policy, time, 0, 1);
        // One request in two minutes against a threshold of one in about 200 seconds; the load takes as long as it would last.
        Assert.True(policy.Decide(time + 10, 0, isLoaded: true).IsWorth);
        Assert.False(policy.Decide(time + 10, 0, isLoaded: false).IsWorth);
    }

    // Two dozen services that come at random about so many seconds apart, then one that was never seen.
    private static ServiceKeepAlive AfterOthersComeEvery(double seconds)
    {
        var (policy, random) = (new ServiceKeepAlive(new ColdStartPrice(1, 20)), new Random(4));
        var calls = new List<(double Time, int Service)>();
        for (var service = 0; service < 100; service++)
        {
            for (var time = seconds * random.NextDouble(); time < 60_000; time += 2 - seconds * Math.Log(1 - random.NextDouble()))
            {
                calls.Add((time, service));
            }
        }

        var numbers = new Dictionary<int, int>();
        foreach (var (time, service) in calls.Order())
        {
            Ask(policy, time, numbers.TryGetValue(service, out var n) ? n : numbers[service] = numbers.Count, 0);
        }

        Ask(policy, 60_000, 100, 0);
        return policy;
    }

    // Loads take two seconds; a request that waits one is worth twenty of idling.
    private static ServiceKeepAlive Priced()
    {
        var policy = new ServiceKeepAlive(new ColdStartPrice(1, 20));
        for (var i = 0; i < 50; i++)
        {
            policy.StartedUp(0, 2);
        }

        return policy;
    }

    private static void Ask(ServiceKeepAlive policy, double time, int service, double duration)
    {
        policy.Arrive(time, service);
        policy.Finish(time + duration, service);
    }
}

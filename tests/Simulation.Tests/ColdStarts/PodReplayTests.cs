using Headroom.Scaling.ColdStart.Gaps;
using Headroom.Scaling.ColdStart.Services;
using Headroom.Simulation.ColdStarts;
using Headroom.Simulation.Workloads;

namespace Headroom.Simulation.Tests.ColdStarts;

public sealed class PodReplayTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Run_AKeepAliveOf60Seconds_IsAsByHand()
    {
        // Loads take ten seconds: the second request waits for the rest of the first's load, the third finds it warm.
        TracedRequest[] requests = [new(0, 5, 0, -1), new(4, 5, 0, -1), new(70, 5, 0, -1), new(200, 5, 0, -1)];
        var tally = new PodTally();

        new PodReplay(requests, new GapKeepAlive(new FixedKeepAlive(60)), static () => 10, tally).Run(Ct);

        Assert.Equal((3, 2), (tally.ColdStarts, tally.Loads));
        Assert.Equal(10, tally.Wait(0.99));
        Assert.Equal(6, tally.Wait(0.25));
        // From 0 to 60 s after 75, and nothing of the load that begins as the trace ends.
        Assert.Equal(135, tally.PodSeconds, 1e-9);
    }

    [Fact]
    public void Run_APolicyThatLoadsAhead_IsReadyWhenTheRequestComes()
    {
        TracedRequest[] requests = [new(0, 0, 0, -1), new(1_000, 0, 0, -1), new(2_000, 0, 0, -1)];
        var tally = new PodTally();

        new PodReplay(requests, new GapKeepAlive(new Ahead()), static () => 10, tally).Run(Ct);

        Assert.Equal((1, 3), (tally.ColdStarts, tally.Loads));
    }

    [Fact]
    public void Run_FunctionsWithTimersAndWorkflows_OursHasFarFewerColdStartsForTheSamePods()
    {
        var population = FunctionPopulation.Draw(80, days: 5, seed: 2);
        var settings = new ColdStartSettings([TimeSpan.FromMinutes(1)], ["Fixed", "Headroom"], TimeSpan.FromSeconds(1.3), TimeSpan.FromSeconds(29), null, 1);

        var rows = ColdStartStudy.Run(population.Requests, settings, static _ => { }, Ct);

        var (theirs, ours) = (rows[0].Tally, rows[1].Tally);
        Assert.True(ours.ColdStarts < 0.7 * theirs.ColdStarts, $"{ours.ColdStarts} ours, {theirs.ColdStarts} theirs");
        Assert.True(ours.PodSeconds < 1.1 * theirs.PodSeconds, $"{ours.PodSeconds} ours, {theirs.PodSeconds} theirs");
    }

    [Fact]
    public void Run_NothingButTimers_OursIsReadyForNearlyAllAndKeepsItsBudget()
    {
        TracedRequest[] requests = [.. Enumerable.Range(0, 2_000).Select(static i => new TracedRequest(97 * i, 1 + i % 3, i % 7, -1))];
        var settings = new ColdStartSettings([TimeSpan.FromMinutes(1)], ["Fixed", "Headroom"], TimeSpan.FromSeconds(1.3), TimeSpan.FromSeconds(29), null, 1);

        var rows = ColdStartStudy.Run(requests, settings, static _ => { }, Ct);

        Assert.Equal(2_000, rows[0].Tally.ColdStarts);
        Assert.InRange(rows[1].Tally.ColdStarts, 7, 100);
        Assert.True(rows[1].Tally.PodSeconds < rows[0].Tally.PodSeconds, $"{rows[1].Tally.PodSeconds} ours, {rows[0].Tally.PodSeconds} theirs");
    }

    [Fact]
    public void Draw_APopulation_HasThePublishedShape()
    {
        var population = FunctionPopulation.Draw(600, days: 4, seed: 1);
        var tally = new PodTally();
        new PodReplay(population.Requests, new GapKeepAlive(new FixedKeepAlive(60)), static () => 1, tally).Run(Ct);

        Assert.Equal(0.6, population.Kinds.Count(static k => k == FunctionKind.Timer) / 600.0, 0.03);
        Assert.True(population.Requests.Zip(population.Requests.Skip(1)).All(static p => p.First.Time <= p.Second.Time), "in order of time");
        // 2,072,823 cold starts of 2,418 functions in 31 days.
        Assert.InRange(tally.Loads / 600.0 / 4, 0.7 * 27.65, 1.4 * 27.65);
    }

    private sealed class Ahead : IGapPolicy
    {
        public IdlePlan Plan(int service) => new(0, 980, 1_010);

        public void Observe(int service, double gap)
        {
        }
    }
}

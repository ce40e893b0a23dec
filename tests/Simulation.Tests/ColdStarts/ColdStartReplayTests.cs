using Headroom.Scaling.ColdStart;
using Headroom.Scaling.ColdStart.Gaps;
using Headroom.Simulation.ColdStarts;

namespace Headroom.Simulation.Tests.ColdStarts;

public sealed class ColdStartReplayTests
{
    // Two services; gaps of 50 and 140 seconds after ten seconds of work, then the trace ends at 1000.
    private static readonly TracedRequest[] Hand =
    [
        new(0, 10, 0, 0), new(60, 10, 0, 0), new(210, 10, 0, 0), new(215, 10, 0, 1), new(1_000, 10, 1, 0),
    ];

    [Fact]
    public void GapReplay_AKeepAliveOf100Seconds_IsAsByHand()
    {
        var tally = new ColdStartTally(lateFrom: 205, [30]);

        GapReplay.Run(Hand, new FixedKeepAlive(100), tally);

        // Cold: the first of each service and the one after 140 seconds. Idle and loaded: 50 + 100 + 100 after 225.
        Assert.Equal(3, tally.Cold);
        Assert.Equal(250.0 / 3600, tally.WastedHours, 1e-9);
        Assert.Equal(100.0 / 3600, tally.LateWastedHours, 1e-9);
        Assert.Equal(100.0 * 2 / 3, tally.LateColdPercent, 1e-9);
        Assert.Equal(30, tally.Wait(0.99));
        Assert.Equal(0, tally.Wait(0.1));
    }

    [Fact]
    public void KeepOnlyBound_BudgetForTheShorterGap_BridgesThatOne() =>
        Assert.Equal(100.0 * 3 / 5, KeepOnlyBound.ColdPercent(Hand, budgetHours: 60.0 / 3600));

    [Fact]
    public void SteeredReplay_VisitsToFewServices_BeatsTheKeepAliveThatSetsItsBudget()
    {
        var requests = Visits(seed: 5);
        var (theirs, ours) = (new ColdStartTally(0, []), new ColdStartTally(0, []));
        GapReplay.Run(requests, new FixedKeepAlive(600), theirs);

        new SteeredReplay(requests, new SteeredKeepAlive(600), ours).Run(step: 10);

        Assert.True(ours.ColdPercent < theirs.ColdPercent, $"{ours.ColdPercent} ours, {theirs.ColdPercent} theirs");
        Assert.True(ours.WastedHours < 1.05 * theirs.WastedHours, $"{ours.WastedHours} ours, {theirs.WastedHours} theirs");
    }

    [Fact]
    public void SteeredReplay_TheSameTraceTwice_EndsTheSame()
    {
        var requests = Visits(seed: 6);

        ColdStartTally Run()
        {
            var tally = new ColdStartTally(0, []);
            new SteeredReplay(requests, new SteeredKeepAlive(600), tally).Run(step: 60);
            return tally;
        }

        var (first, second) = (Run(), Run());
        Assert.Equal((first.Cold, first.Loads, first.WastedHours), (second.Cold, second.Loads, second.WastedHours));
    }

    // A week of clients who come once: each asks one service a few times and then the one that always follows it.
    private static List<TracedRequest> Visits(int seed)
    {
        var random = new Random(seed);
        List<(double Time, int Service, int Client)> requests = [];
        for (var client = 0; client < 900; client++)
        {
            var time = 7 * 86_400 * random.NextDouble();
            var service = 2 * (int)(12 * random.NextDouble());
            for (var i = 0; i < 6; i++, time += 10 - 60 * Math.Log(1 - random.NextDouble()))
            {
                requests.Add((time, i < 4 ? service : service + 1, client));
            }
        }

        var numbers = new Dictionary<int, int>();
        return [.. requests.OrderBy(r => r.Time).Select(r => new TracedRequest(r.Time, 8, numbers.TryGetValue(r.Service, out var n) ? n : numbers[r.Service] = numbers.Count, r.Client))];
    }
}

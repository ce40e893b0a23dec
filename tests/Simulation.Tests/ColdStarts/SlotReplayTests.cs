using Headroom.Scaling.ColdStart.Slots;
using Headroom.Simulation.ColdStarts;

namespace Headroom.Simulation.Tests.ColdStarts;

public sealed class SlotReplayTests
{
    [Fact]
    public void Run_OneSlotThatIsBusy_ServesTheOtherColdAndKeepsTheFirst()
    {
        TracedRequest[] requests = [new(0, 100, 0, -1), new(10, 5, 1, -1), new(20, 5, 1, -1), new(50, 5, 0, -1)];

        Assert.Equal(3, Cold(requests, 1, new LeastRecentlyUsed()));
    }

    [Fact]
    public void Run_OneSlotThatIsIdle_IsTakenByTheNextService()
    {
        TracedRequest[] requests = [new(0, 5, 0, -1), new(10, 5, 1, -1), new(20, 5, 1, -1), new(50, 5, 0, -1)];

        Assert.Equal(3, Cold(requests, 1, new LeastRecentlyUsed()));
        Assert.Equal(2, Cold(requests, 2, new LeastRecentlyUsed()));
    }

    [Fact]
    public void Run_ThePolicyThatKnowsWhatComes_IsBeatenByNoneAndOursIsNext()
    {
        var requests = Rounds(seed: 4);

        var oracle = Cold(requests, 6, new Belady(requests));
        var ours = Cold(requests, 6, new ExpectedSaving());
        var recent = Cold(requests, 6, new LeastRecentlyUsed());

        Assert.True(oracle < ours && ours < recent, $"{oracle} knowing, {ours} ours, {recent} least recently used");
    }

    private static int Cold(IReadOnlyList<TracedRequest> requests, int slots, ISlotPolicy policy)
    {
        var tally = new ColdStartTally(0, []);
        SlotReplay.Run(requests, slots, policy, tally);
        return tally.Cold;
    }

    // Two days: clients who stay with one service for a few requests, and services of unlike popularity.
    private static List<TracedRequest> Rounds(int seed)
    {
        var random = new Random(seed);
        List<(double Time, int Service, int Client)> requests = [];
        for (var client = 0; client < 500; client++)
        {
            var time = 2 * 86_400 * random.NextDouble();
            var service = (int)(24 * random.NextDouble() * random.NextDouble());
            for (var left = 1 + random.Next(6); left > 0; left--, time += 10 - 90 * Math.Log(1 - random.NextDouble()))
            {
                requests.Add((time, service, client));
            }
        }

        var numbers = new Dictionary<int, int>();
        return [.. requests.OrderBy(r => r.Time).Select(r => new TracedRequest(r.Time, 8, numbers.TryGetValue(r.Service, out var n) ? n : numbers[r.Service] = numbers.Count, r.Client))];
    }
}

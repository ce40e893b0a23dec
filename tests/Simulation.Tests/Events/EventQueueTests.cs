using Headroom.Simulation.Events;

namespace Headroom.Simulation.Tests.Events;

public sealed class EventQueueTests
{
    private readonly EventQueue<int> _queue = new();

    [Fact]
    public void TryNext_ManyEvents_ComeByTimeThenByOrderOfScheduling()
    {
        var random = Seeds.For(3, "events");
        var scheduled = Enumerable.Range(0, 5_000).Select(i => (At: TimeSpan.FromSeconds(random.Next(50)), Event: i)).ToList();
        scheduled.ForEach(e => _queue.Schedule(e.At, e.Event));

        var taken = new List<(TimeSpan, int)>();
        while (_queue.TryNext(out var next))
        {
            taken.Add((_queue.Now, next));
        }

        Assert.Equal(scheduled.OrderBy(e => e.At).ThenBy(e => e.Event), taken);
    }

    [Fact]
    public void Schedule_InThePast_IsRefused()
    {
        _queue.Schedule(TimeSpan.FromSeconds(2), 1);
        Assert.True(_queue.TryNext(out _));

        Assert.Throws<ArgumentOutOfRangeException>(() => _queue.Schedule(TimeSpan.FromSeconds(1), 2));
        _queue.Schedule(TimeSpan.FromSeconds(2), 3);
        Assert.True(_queue.TryNext(out var now));
        Assert.Equal((3, TimeSpan.FromSeconds(2)), (now, _queue.Now));
        Assert.False(_queue.TryNext(out _));
    }

    [Fact]
    public void Seeds_OnePurpose_RepeatsAndSharesNothingWithAnother()
    {
        int[] Draws(int seed, string purpose) => [.. Enumerable.Repeat(Seeds.For(seed, purpose), 8).Select(r => r.Next())];

        Assert.Equal(Draws(1, "arrivals"), Draws(1, "arrivals"));
        Assert.Empty(Draws(1, "arrivals").Intersect(Draws(1, "lengths")));
        Assert.Empty(Draws(1, "arrivals").Intersect(Draws(2, "arrivals")));
    }
}

using Headroom.Kubernetes.Queues;
using Headroom.Testing;

namespace Headroom.Kubernetes.Tests.Queues;

public sealed class WorkQueueTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly WorkQueue<string> _queue;

    public WorkQueueTests() => _queue = new WorkQueue<string>(
        new WorkQueueOptions
        {
            Name = "test", BaseDelay = TimeSpan.FromSeconds(1), MaxDelay = TimeSpan.FromSeconds(5),
            RetriesPerSecond = 2, RetryBurst = 100,
        },
        _time);

    [Fact]
    public async Task Add_Twice_IsTakenOnce()
    {
        _queue.Add("a");
        _queue.Add("a");

        Assert.Equal("a", await TakeAsync());
        Assert.Equal(0, _queue.Depth);
    }

    [Fact]
    public async Task Add_WhileAtWork_WaitsForTheWorker()
    {
        _queue.Add("a");
        await TakeAsync();

        _queue.Add("a");
        Assert.Equal(0, _queue.Depth);
        _queue.Done("a");

        Assert.Equal("a", await TakeAsync());
    }

    [Fact]
    public void AddAfter_BeforeItsTime_IsNotThere()
    {
        _queue.AddAfter("a", TimeSpan.FromSeconds(10));

        _time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Equal(0, _queue.Depth);
        _time.Advance(TimeSpan.FromSeconds(0.11));

        Assert.Equal(1, _queue.Depth);
    }

    [Fact]
    public void AddAfter_TwoDelays_TheEarlierCounts()
    {
        _queue.AddAfter("a", TimeSpan.FromSeconds(10));
        _queue.AddAfter("a", TimeSpan.FromSeconds(2));
        _queue.AddAfter("a", TimeSpan.FromSeconds(20));

        _time.Advance(TimeSpan.FromSeconds(2.1));

        Assert.Equal(1, _queue.Depth);
    }

    [Fact]
    public async Task Reschedule_LaterTime_ReplacesTheEarlier()
    {
        _queue.AddAfter("a", TimeSpan.FromSeconds(2));
        _queue.Reschedule("a", TimeSpan.FromSeconds(10));

        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(0, _queue.Depth);
        _time.Advance(TimeSpan.FromSeconds(5.1));

        Assert.Equal("a", await TakeAsync());
    }

    [Fact]
    public async Task AddRateLimited_EachFailure_DoublesUpToTheLimitUntilForgotten()
    {
        foreach (var seconds in new[] { 1, 2, 4, 5, 5 })
        {
            await ExpectAfterAsync(seconds);
        }

        _queue.Forget("a");
        await ExpectAfterAsync(1);
    }

    [Fact]
    public void AddRateLimited_ManyKeys_AreSpreadByTheGlobalBucket()
    {
        for (var i = 0; i < 120; i++)
        {
            _queue.AddRateLimited($"k{i}");
        }

        // 100 go in the burst after their own second; 20 more follow at two per second.
        _time.Advance(TimeSpan.FromSeconds(1.1));
        Assert.Equal(102, _queue.Depth);
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(120, _queue.Depth);
    }

    [Fact]
    public async Task ShutDown_KeysWaiting_AreHandedOutFirst()
    {
        _queue.Add("a");
        _queue.AddAfter("b", TimeSpan.FromSeconds(1));

        _queue.ShutDown();
        _queue.Add("c");

        Assert.Equal("a", await TakeAsync());
        Assert.False((await _queue.TakeAsync(CancellationToken.None)).HasKey);
    }

    [Fact]
    public async Task Take_ManyWorkers_NeverShareAKey()
    {
        var busy = new int[8];
        var shared = 0;
        var rounds = 0;
        async Task WorkAsync()
        {
            while (await _queue.TakeAsync(CancellationToken.None) is (true, var key))
            {
                var slot = key[0] - 'a';
                if (Interlocked.Increment(ref busy[slot]) > 1)
                {
                    Interlocked.Increment(ref shared);
                }

                await Task.Yield();
                Interlocked.Decrement(ref busy[slot]);
                Interlocked.Increment(ref rounds);
                _queue.Done(key);
            }
        }

        var workers = Enumerable.Range(0, 8).Select(_ => Task.Run(WorkAsync)).ToArray();
        for (var i = 0; i < 20_000; i++)
        {
            _queue.Add(((char)('a' + (i % 8))).ToString());
        }

        _queue.ShutDown();
        await Task.WhenAll(workers);

        Assert.Equal(0, shared);
        Assert.True(rounds >= 8, $"{rounds} rounds");
    }

    public void Dispose() => _queue.Dispose();

    private async Task ExpectAfterAsync(int seconds)
    {
        _queue.AddRateLimited("a");
        _time.Advance(TimeSpan.FromSeconds(seconds - 0.1));
        Assert.Equal(0, _queue.Depth);
        _time.Advance(TimeSpan.FromSeconds(0.11));
        Assert.Equal("a", await TakeAsync());
        _queue.Done("a");
    }

    private async Task<string> TakeAsync() => (await _queue.TakeAsync(CancellationToken.None)).Key;
}

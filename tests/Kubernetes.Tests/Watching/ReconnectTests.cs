namespace Headroom.Kubernetes.Tests.Watching;

public sealed class ReconnectTests
{
    [Fact]
    public async Task Run_EveryWatchIsTooOld_ListsLessAndLessOften()
    {
        await using var cache = await InformerFixture.CreateAsync();
        for (var i = 0; i < 20; i++)
        {
            cache.Maps.RefuseWatch(410);
        }

        var start = cache.Time.GetTimestamp();
        cache.Run();
        await cache.Time.AdvanceUntilAsync(() => cache.Maps.Lists == 6, TimeSpan.FromMilliseconds(5));

        // At least half of 0.25 + 0.5 + 1 + 2 + 4 s; without growth it would be 1.25 s and the time of the requests.
        Assert.True(cache.Time.GetElapsedTime(start) > TimeSpan.FromSeconds(3.8), $"after {cache.Time.GetElapsedTime(start)}");
    }
}

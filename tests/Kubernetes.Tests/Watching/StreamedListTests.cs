using Headroom.Testing;
using static Headroom.Testing.ScriptedCollection;

namespace Headroom.Kubernetes.Tests.Watching;

public sealed class StreamedListTests
{
    [Fact]
    public async Task Run_ServerStreamsLists_FillsFromTheWatchAndGoesOnWithIt()
    {
        await using var cache = await InformerFixture.CreateAsync();
        cache.Maps.StreamsLists = true;

        await cache.SyncAsync();
        cache.Maps.Push(Line("DELETED", Item("a", "11")));
        await Eventually.HoldsAsync(() => cache.Changes.Count == 3);
        cache.Maps.EndWatch();
        await Eventually.HoldsAsync(() => cache.Maps.WatchVersions.Count == 2);

        Assert.Equal(["Added a", "Added b", "Deleted a"], cache.Changes);
        Assert.Equal(["", "11"], cache.Maps.WatchVersions);
        Assert.Equal(0, cache.Maps.Lists);
        Assert.Equal(1, cache.Maps.StreamedLists);
    }

    [Fact]
    public async Task Run_VersionTooOld_StreamsAgainAndDeletesWhatVanished()
    {
        await using var cache = await InformerFixture.CreateAsync();
        cache.Maps.StreamsLists = true;
        await cache.SyncAsync();

        cache.Maps.Set("50", Item("b", "9"), Item("c", "40"));
        cache.Maps.Push(Line("ERROR", Answers.Status(410, "Expired")));
        await cache.Time.AdvanceUntilAsync(() => cache.Changes.Count == 4, TimeSpan.FromMilliseconds(100));

        Assert.Equal(["Added a", "Added b", "Deleted a", "Added c"], cache.Changes);
        Assert.Equal(2, cache.Maps.StreamedLists);
    }

    [Fact]
    public async Task Run_ServerRefusesStreams_AsksOnceAndReadsPages()
    {
        await using var cache = await InformerFixture.CreateAsync();

        await cache.SyncAsync();
        cache.Maps.Push(Line("ERROR", Answers.Status(410, "Expired")));
        await cache.Time.AdvanceUntilAsync(() => cache.Maps.Lists == 2, TimeSpan.FromMilliseconds(100));

        Assert.Single(cache.Server.Requests, r => r.Target.Contains("sendInitialEvents", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_ServerIgnoresTheQuestion_ReadsPages(bool sendsBookmark)
    {
        await using var cache = await InformerFixture.CreateAsync();
        cache.Server.Answer = (context, request) => request.Target.Contains("sendInitialEvents", StringComparison.Ordinal)
            ? AnswerAsBeforeStreamsAsync(context, sendsBookmark)
            : cache.Maps.AnswerAsync(context, request);

        cache.Run();
        await cache.Time.AdvanceUntilAsync(() => cache.Informer.HasSynced, TimeSpan.FromMilliseconds(100));

        Assert.Equal(1, cache.Maps.Lists);
        Assert.NotNull(cache.Informer.Find(InformerFixture.B));
    }

    // What exists, without a word of where that ends; then silence, or a bookmark of the usual kind.
    private static async Task AnswerAsBeforeStreamsAsync(Microsoft.AspNetCore.Http.HttpContext context, bool sendsBookmark)
    {
        await context.LineAsync(Line("ADDED", Item("a", "8")));
        if (sendsBookmark)
        {
            await context.LineAsync(Bookmark("10"));
        }

        await Task.Delay(Timeout.Infinite, context.RequestAborted);
    }
}

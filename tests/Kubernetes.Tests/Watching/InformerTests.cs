using System.Globalization;
using System.Web;
using Headroom.Testing;
using static Headroom.Testing.ScriptedCollection;

namespace Headroom.Kubernetes.Tests.Watching;

public sealed class InformerTests : IAsyncLifetime
{
    private static readonly ObjectKey A = InformerFixture.A;
    private static readonly ObjectKey B = InformerFixture.B;

    private InformerFixture? _cache;

    private InformerFixture Cache => _cache ?? throw new InvalidOperationException();

    public async ValueTask InitializeAsync() => _cache = await InformerFixture.CreateAsync();

    public ValueTask DisposeAsync() => Cache.DisposeAsync();

    [Fact]
    public async Task Run_ListThenEvents_FollowsAndAnnounces()
    {
        await Cache.SyncAsync();

        Cache.Maps.Push(Line("MODIFIED", Item("a", "11", "new")));
        Cache.Maps.Push(Line("DELETED", Item("b", "12")));
        Cache.Maps.Push(Line("ADDED", Item("c", "13")));
        await Eventually.HoldsAsync(() => Cache.Changes.Count == 5);

        Assert.Equal(["Added a", "Added b", "Updated a", "Deleted b", "Added c"], Cache.Changes);
        Assert.Equal("new", Cache.Informer.Find(A)?.Data?["v"]);
        Assert.Null(Cache.Informer.Find(B));
        Assert.Equal("v1", Cache.Informer.Find(A)?.ApiVersion);
    }

    [Fact]
    public async Task Run_WatchEnds_ResumesFromTheLastEventNotTheLastBookmark()
    {
        await Cache.SyncAsync();

        Cache.Maps.Push(Bookmark("15"));
        Cache.Maps.Push(Line("MODIFIED", Item("a", "20")));
        await Eventually.HoldsAsync(() => Cache.Informer.Find(A)?.Metadata.ResourceVersion == "20");
        Cache.Maps.EndWatch();
        await Eventually.HoldsAsync(() => Cache.Maps.WatchVersions.Count == 2);

        Assert.Equal(["10", "20"], Cache.Maps.WatchVersions);
        Assert.Equal(1, Cache.Maps.Lists);
    }

    [Fact]
    public async Task Run_OnlyBookmarks_ResumesFromTheLastBookmark()
    {
        await Cache.SyncAsync();

        Cache.Maps.Push(Bookmark("15"));
        Cache.Maps.EndWatch();
        await Cache.Time.AdvanceUntilAsync(() => Cache.Maps.WatchVersions.Count == 2, TimeSpan.FromMilliseconds(100));

        Assert.Equal("15", Cache.Maps.WatchVersions[1]);
    }

    [Fact]
    public async Task Run_VersionsThatAreNoRisingNumbers_AreTakenAsTheyCome()
    {
        await Cache.SyncAsync();

        Cache.Maps.Push(Line("MODIFIED", Item("a", "zz-7", "first")));
        Cache.Maps.Push(Line("MODIFIED", Item("a", "3", "second")));
        await Eventually.HoldsAsync(() => Cache.Changes.Count == 4);
        Cache.Maps.EndWatch();
        await Eventually.HoldsAsync(() => Cache.Maps.WatchVersions.Count == 2);

        Assert.Equal("second", Cache.Informer.Find(A)?.Data?["v"]);
        Assert.Equal("3", Cache.Maps.WatchVersions[1]);
    }

    [Fact]
    public async Task Run_EveryWatch_AsksForBookmarksAndEndsAfterFiveToTenMinutes()
    {
        await Cache.SyncAsync();
        for (var i = 0; i < 8; i++)
        {
            Cache.Maps.Push(Bookmark($"{20 + i}"));
            Cache.Maps.EndWatch();
            await Cache.Time.AdvanceUntilAsync(() => Cache.Maps.WatchVersions.Count == i + 2, TimeSpan.FromMilliseconds(100));
        }

        var watches = Cache.Server.Requests.Select(r => HttpUtility.ParseQueryString(new Uri("http://x" + r.Target).Query))
            .Where(q => q["watch"] == "true").ToArray();
        var timeouts = watches.Select(q => int.Parse(q["timeoutSeconds"] ?? "0", CultureInfo.InvariantCulture)).ToArray();
        Assert.All(watches, q => Assert.Equal("true", q["allowWatchBookmarks"]));
        Assert.All(timeouts, t => Assert.InRange(t, 300, 600));
        Assert.True(timeouts.Distinct().Count() > 1, "watches that begin together must not end together");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_VersionTooOld_ListsAgainAndDeletesWhatVanished(bool inStream)
    {
        await Cache.SyncAsync();
        Cache.Maps.Set("50", Item("b", "9"), Item("c", "40"));

        if (inStream)
        {
            Cache.Maps.Push(Line("ERROR", Answers.Status(410, "Expired")));
        }
        else
        {
            Cache.Maps.RefuseWatch(410);
            Cache.Maps.EndWatch();
        }

        await Cache.Time.AdvanceUntilAsync(() => Cache.Maps.WatchVersions.Contains("50"), TimeSpan.FromMilliseconds(100));
        Assert.Equal(["Added a", "Added b", "Deleted a", "Added c"], Cache.Changes);
        Assert.Null(Cache.Informer.Find(A));
    }

    [Fact]
    public async Task Run_ServerGoneForLong_ReconnectsAndKeepsTheCopy()
    {
        await Cache.SyncAsync();

        await Cache.Server.StopAsync();
        for (var i = 0; i < 20; i++)
        {
            Cache.Time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        Assert.NotNull(Cache.Informer.Find(A));
        await Cache.Server.StartAsync();
        Cache.Maps.Push(Line("ADDED", Item("late", "30")));
        await Cache.Time.AdvanceUntilAsync(() => Cache.Informer.Find(new ObjectKey("ns", "late")) is not null, TimeSpan.FromSeconds(1));
        Assert.True(Cache.Informer.HasSynced);
    }

    [Fact]
    public async Task Run_ListFails_IsReadAgainUntilItSucceeds()
    {
        var lists = 0;
        Cache.Server.Answer = (context, request) => !request.Target.Contains("watch=true", StringComparison.Ordinal) && Interlocked.Increment(ref lists) < 3
            ? context.StatusAsync(500, "InternalError")
            : Cache.Maps.AnswerAsync(context, request);

        Cache.Run();
        await Cache.Time.AdvanceUntilAsync(() => Cache.Informer.HasSynced, TimeSpan.FromMilliseconds(100));

        Assert.Equal(3, lists);
    }

    [Fact]
    public async Task Run_SilentConnection_IsGivenUpByTheWatchdog()
    {
        await Cache.SyncAsync();
        await Eventually.HoldsAsync(() => Cache.Maps.WatchVersions.Count == 1);

        await Cache.Time.AdvanceUntilAsync(() => Cache.Maps.WatchVersions.Count >= 2, TimeSpan.FromSeconds(10));

        Assert.Equal("10", Cache.Maps.WatchVersions[1]);
    }

    [Fact]
    public async Task Run_ObjectOfAMegabyte_IsReadWhole()
    {
        var big = new string('x', 1 << 20);
        await Cache.SyncAsync();

        Cache.Maps.Push(Line("MODIFIED", Item("a", "11", big)));
        await Eventually.HoldsAsync(() => Cache.Informer.Find(A)?.Data?["v"].Length == big.Length);
    }

    [Fact]
    public async Task Subscribe_Late_HearsOfWhatIsThere()
    {
        await Cache.SyncAsync();
        var seen = new List<string>();

        using var subscription = Cache.Informer.Subscribe(c => seen.Add($"{c.Type} {c.Key.Name}"));

        Assert.Equal(["Added a", "Added b"], seen);
    }

    [Fact]
    public async Task AddIndex_ValueChanges_MovesTheObject()
    {
        await Cache.SyncAsync();
        var byValue = Cache.Informer.AddIndex(m => m.Data is { } data ? [data["v"]] : Array.Empty<string>());

        Cache.Maps.Push(Line("MODIFIED", Item("a", "11", "red")));
        await Eventually.HoldsAsync(() => byValue.Find("red").Count == 1);
        Cache.Maps.Push(Line("MODIFIED", Item("a", "12", "blue")));
        await Eventually.HoldsAsync(() => byValue.Find("blue").Count == 1);

        Assert.Empty(byValue.Find("red"));
    }
}

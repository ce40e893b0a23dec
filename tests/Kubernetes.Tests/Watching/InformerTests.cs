using System.Collections.Concurrent;
using Headroom.Kubernetes.Settings;
using Headroom.Kubernetes.Watching;
using Headroom.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using static Headroom.Testing.ScriptedCollection;

namespace Headroom.Kubernetes.Tests.Watching;

public sealed class InformerTests : IAsyncLifetime
{
    private static readonly ObjectKey A = new("ns", "a");
    private static readonly ObjectKey B = new("ns", "b");

    private readonly CancellationTokenSource _stop = new();
    private readonly ScriptedCollection _maps = new();
    private readonly ManualTime _time = new();
    private readonly ConcurrentQueue<string> _changes = new();
    private ScriptedApiServer? _server;
    private Informer<ConfigMap>? _informer;
    private Task _run = Task.CompletedTask;

    private ScriptedApiServer Server => _server ?? throw new InvalidOperationException();

    private Informer<ConfigMap> Informer => _informer ?? throw new InvalidOperationException();

    public async ValueTask InitializeAsync()
    {
        _maps.Set("10", Item("a", "8"), Item("b", "9"));
        _server = await ScriptedApiServer.StartAsync(_maps.AnswerAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        await Server.DisposeAsync();
        _stop.Dispose();
    }

    [Fact]
    public async Task Run_ListThenEvents_FollowsAndAnnounces()
    {
        await StartAsync();

        _maps.Push(Line("MODIFIED", Item("a", "11", "new")));
        _maps.Push(Line("DELETED", Item("b", "12")));
        _maps.Push(Line("ADDED", Item("c", "13")));
        await Eventually.HoldsAsync(() => _changes.Count == 5);

        Assert.Equal(["Added a", "Added b", "Updated a", "Deleted b", "Added c"], _changes);
        Assert.Equal("new", Informer.Find(A)?.Data?["v"]);
        Assert.Null(Informer.Find(B));
        Assert.Equal("v1", Informer.Find(A)?.ApiVersion);
    }

    [Fact]
    public async Task Run_WatchEnds_ResumesFromTheLastEventNotTheLastBookmark()
    {
        await StartAsync();

        _maps.Push(Bookmark("15"));
        _maps.Push(Line("MODIFIED", Item("a", "20")));
        await Eventually.HoldsAsync(() => Informer.Find(A)?.Metadata.ResourceVersion == "20");
        _maps.EndWatch();
        await Eventually.HoldsAsync(() => _maps.WatchVersions.Count == 2);

        Assert.Equal(["10", "20"], _maps.WatchVersions);
        Assert.Equal(1, _maps.Lists);
    }

    [Fact]
    public async Task Run_OnlyBookmarks_ResumesFromTheLastBookmark()
    {
        await StartAsync();

        _maps.Push(Bookmark("15"));
        _maps.EndWatch();
        await _time.AdvanceUntilAsync(() => _maps.WatchVersions.Count == 2, TimeSpan.FromMilliseconds(100));

        Assert.Equal("15", _maps.WatchVersions[1]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_VersionTooOld_ListsAgainAndDeletesWhatVanished(bool inStream)
    {
        await StartAsync();
        _maps.Set("50", Item("b", "9"), Item("c", "40"));

        if (inStream)
        {
            _maps.Push(Line("ERROR", Answers.Status(410, "Expired")));
        }
        else
        {
            _maps.RefuseWatch(410);
            _maps.EndWatch();
        }

        await _time.AdvanceUntilAsync(() => _maps.WatchVersions.Contains("50"), TimeSpan.FromMilliseconds(100));
        Assert.Equal(["Added a", "Added b", "Deleted a", "Added c"], _changes);
        Assert.Null(Informer.Find(A));
    }

    [Fact]
    public async Task Run_ServerGoneForLong_ReconnectsAndKeepsTheCopy()
    {
        await StartAsync();

        await Server.StopAsync();
        for (var i = 0; i < 20; i++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        Assert.NotNull(Informer.Find(A));
        await Server.StartAsync();
        _maps.Push(Line("ADDED", Item("late", "30")));
        await _time.AdvanceUntilAsync(() => Informer.Find(new ObjectKey("ns", "late")) is not null, TimeSpan.FromSeconds(1));
        Assert.True(Informer.HasSynced);
    }

    [Fact]
    public async Task Run_SilentConnection_IsGivenUpByTheWatchdog()
    {
        await StartAsync();
        await Eventually.HoldsAsync(() => _maps.WatchVersions.Count == 1);

        await _time.AdvanceUntilAsync(() => _maps.WatchVersions.Count >= 2, TimeSpan.FromSeconds(10));

        Assert.Equal("10", _maps.WatchVersions[1]);
    }

    [Fact]
    public async Task Run_ObjectOfAMegabyte_IsReadWhole()
    {
        var big = new string('x', 1 << 20);
        await StartAsync();

        _maps.Push(Line("MODIFIED", Item("a", "11", big)));
        await Eventually.HoldsAsync(() => Informer.Find(A)?.Data?["v"].Length == big.Length);
    }

    [Fact]
    public async Task Subscribe_Late_HearsOfWhatIsThere()
    {
        await StartAsync();
        var seen = new List<string>();

        using var subscription = Informer.Subscribe(c => seen.Add($"{c.Type} {c.Key.Name}"));

        Assert.Equal(["Added a", "Added b"], seen);
    }

    [Fact]
    public async Task AddIndex_ValueChanges_MovesTheObject()
    {
        await StartAsync();
        var byValue = Informer.AddIndex(m => m.Data is { } data ? [data["v"]] : Array.Empty<string>());

        _maps.Push(Line("MODIFIED", Item("a", "11", "red")));
        await Eventually.HoldsAsync(() => byValue.Find("red").Count == 1);
        _maps.Push(Line("MODIFIED", Item("a", "12", "blue")));
        await Eventually.HoldsAsync(() => byValue.Find("blue").Count == 1);

        Assert.Empty(byValue.Find("red"));
    }

    private async Task StartAsync()
    {
        _informer = new Informer<ConfigMap>(
            Server.Client(), ConfigMap.Type, new InformerOptions<ConfigMap>(), _time, NullLoggerFactory.Instance);
        _informer.Subscribe(c => _changes.Enqueue($"{c.Type} {c.Key.Name}"));
        _run = _informer.RunAsync(_stop.Token);
        await _informer.WaitForSyncAsync(TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(() => _maps.WatchVersions.Count == 1);
    }
}

using System.Collections.Concurrent;
using Headroom.Kubernetes.Settings;
using Headroom.Kubernetes.Watching;
using Headroom.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using static Headroom.Testing.ScriptedCollection;

namespace Headroom.Kubernetes.Tests.Watching;

/// <summary>A cache of ConfigMaps a and b in front of a scripted server, on a manual clock.</summary>
public sealed class InformerFixture : IAsyncDisposable
{
    public static readonly ObjectKey A = new("ns", "a");
    public static readonly ObjectKey B = new("ns", "b");

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _changes = new();
    private Task _run = Task.CompletedTask;

    private InformerFixture(ScriptedApiServer server, ScriptedCollection maps, ManualTime time)
    {
        (Server, Maps, Time) = (server, maps, time);
        Informer = new Informer<ConfigMap>(
            Server.Client(), ConfigMap.Type, new InformerOptions<ConfigMap>(), Time, NullLoggerFactory.Instance);
        Informer.Subscribe(c => _changes.Enqueue($"{c.Type} {c.Key.Name}"));
    }

    public ScriptedApiServer Server { get; }

    public ScriptedCollection Maps { get; }

    public ManualTime Time { get; }

    public Informer<ConfigMap> Informer { get; }

    /// <summary>What was announced, such as <c>Added a</c>.</summary>
    public IReadOnlyCollection<string> Changes => _changes;

    public static async Task<InformerFixture> CreateAsync()
    {
        var maps = new ScriptedCollection();
        maps.Set("10", Item("a", "8"), Item("b", "9"));
        return new InformerFixture(await ScriptedApiServer.StartAsync(maps.AnswerAsync), maps, new ManualTime());
    }

    public void Run() => _run = Informer.RunAsync(_stop.Token);

    /// <summary>Runs it until the list is read and the watch is open.</summary>
    public async Task SyncAsync()
    {
        Run();
        await Informer.WaitForSyncAsync(TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(() => Maps.WatchVersions.Count == 1);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        await Server.DisposeAsync();
        _stop.Dispose();
    }
}

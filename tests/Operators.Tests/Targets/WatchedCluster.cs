using Headroom.Kubernetes;
using Headroom.Kubernetes.Watching;
using Headroom.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headroom.Operators.Tests.Targets;

/// <summary>Informers that follow scripted collections over a real connection.</summary>
internal sealed class WatchedCluster : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _running = [];
    private readonly Dictionary<string, ScriptedCollection> _collections = [];
    private readonly ScriptedApiServer _server;

    private WatchedCluster(ScriptedApiServer server)
    {
        _server = server;
        _server.Answer = AnswerAsync;
        Client = server.Client();
    }

    public KubernetesClient Client { get; }

    /// <summary>Answers for paths that no collection has.</summary>
    public Func<HttpContext, Task> Otherwise { get; set; } = context => context.StatusAsync(404, "NotFound");

    public static async Task<WatchedCluster> StartAsync() =>
        new(await ScriptedApiServer.StartAsync((context, _) => context.StatusAsync(503, "Starting")));

    /// <summary>The collection that is listed and watched at this path.</summary>
    public ScriptedCollection At(string path)
    {
        lock (_collections)
        {
            return _collections.TryGetValue(path, out var found) ? found : _collections[path] = new ScriptedCollection();
        }
    }

    public Informer<T> Informer<T>(ResourceType<T> type)
        where T : KubernetesObject => new(Client, type, new InformerOptions<T>(), TimeProvider.System, NullLoggerFactory.Instance);

    public async Task RunAsync(params IInformer[] informers)
    {
        _running.AddRange(informers.Select(i => i.RunAsync(_stop.Token)));
        await Eventually.HoldsAsync(() => informers.All(i => i.HasSynced));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running);
        await _server.DisposeAsync();
        _stop.Dispose();
    }

    private Task AnswerAsync(HttpContext context, RecordedRequest request)
    {
        ScriptedCollection? found;
        lock (_collections)
        {
            found = _collections.GetValueOrDefault(context.Request.Path.Value ?? "");
        }

        return found is null ? Otherwise(context) : found.AnswerAsync(context, request);
    }
}

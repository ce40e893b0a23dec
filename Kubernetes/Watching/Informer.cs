using Microsoft.Extensions.Logging;

namespace Headroom.Kubernetes.Watching;

/// <summary>Keeps a local copy of all objects of a kind, and says what changed.</summary>
/// <remarks>
/// List, then watch from the list's version; every event moves the version on; a lost watch resumes from it; a version
/// that is too old (410, as an answer or inside the stream) lists again and reports what vanished meanwhile as deleted.
/// A server that cannot be reached is tried again for ever: the copy goes stale, but it is never dropped.
/// </remarks>
public sealed partial class Informer<T> : IInformer
    where T : KubernetesObject
{
    // A watch that ends sooner than this without a single event did not work, whatever its status said.
    private static readonly TimeSpan ShortestGoodWatch = TimeSpan.FromSeconds(1);

    private readonly KubernetesClient _client;
    private readonly ResourceType<T> _type;
    private readonly InformerOptions<T> _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Random _random;
    private readonly Backoff _backoff;
    private readonly ObjectStore<T> _store = new();
    private readonly ChangeFeed<T> _feed;
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="time">Wall time: it drives the watchdog and the pauses after failures.</param>
    public Informer(
        KubernetesClient client,
        ResourceType<T> type,
        InformerOptions<T> options,
        TimeProvider time,
        ILoggerFactory loggers)
    {
        _client = client;
        _type = type;
        _options = options;
        _time = time;
        _logger = loggers.CreateLogger<Informer<T>>();
        _random = options.Random ?? Random.Shared;
        _backoff = new Backoff(options.MinBackoff, options.MaxBackoff, _random);
        _feed = new ChangeFeed<T>(_store, _logger);
    }

    public ResourceType Resource => _type.Resource;

    public bool HasSynced => _synced.Task.IsCompletedSuccessfully;

    public int Count => _store.Count;

    /// <summary>A snapshot in no particular order, shared until the next change.</summary>
    public IReadOnlyCollection<T> Items => _store.Snapshot();

    public Task WaitForSyncAsync(CancellationToken ct) => _synced.Task.WaitAsync(ct);

    public T? Find(ObjectKey key) => _store.Find(key);

    /// <summary>Adds an index over what is there and what comes.</summary>
    /// <param name="keysOf">Pure; the keys under which an object is found, none to leave it out.</param>
    public ObjectIndex<TIndexKey, T> AddIndex<TIndexKey>(Func<T, IEnumerable<TIndexKey>> keysOf)
        where TIndexKey : notnull =>
        _store.AddIndex(keysOf);

    /// <summary>Calls back for every object there is (as added) and then for every change, one at a time.</summary>
    /// <param name="onChange">Quick: it holds up the cache. Enqueue a key and return.</param>
    /// <returns>Ends the subscription.</returns>
    public IDisposable Subscribe(Action<ObjectChange<T>> onChange) => _feed.Subscribe(onChange);

    public async Task RunAsync(CancellationToken ct)
    {
        string? version = null;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                version ??= await ListAsync(ct);
                version = await FollowAsync(version, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (KubernetesApiException e) when (e.IsGone)
            {
                version = null;
                LogGone(Resource);
                await PauseAsync(null, ct);
            }
            catch (Exception e)
            {
                LogFailed(Resource, e.Message);
                await PauseAsync((e as KubernetesApiException)?.RetryAfter, ct);
            }
        }
    }

    private async Task<string> ListAsync(CancellationToken ct)
    {
        var listed = new Dictionary<ObjectKey, T>();
        var page = new ListOptions
        {
            LabelSelector = _options.LabelSelector,
            FieldSelector = _options.FieldSelector,
            Limit = _options.PageSize,
        };
        ResourceList<T> result;
        do
        {
            // A 410 on a later page leaves through the exception: what was gathered so far is dropped with it.
            result = await _client.ListAsync(_type, _options.Namespace, page, ct);
            foreach (var item in result.Items)
            {
                var kept = Keep(item);
                listed[kept.Key] = kept;
            }

            page = page with { Continue = result.Continue };
        }
        while (result.Continue is not null);

        _feed.Publish(() => _store.ReplaceAll(listed));
        _backoff.Reset();
        _synced.TrySetResult();
        LogListed(Resource, listed.Count);
        return result.ResourceVersion;
    }

    /// <returns>The version to resume from.</returns>
    private async Task<string> FollowAsync(string version, CancellationToken ct)
    {
        var started = _time.GetTimestamp();
        var hadEvent = false;
        var cursor = new WatchCursor(version);
        using var watchdog = new CancellationTokenSource(_options.IdleLimit, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, watchdog.Token);
        var options = new WatchOptions
        {
            LabelSelector = _options.LabelSelector,
            FieldSelector = _options.FieldSelector,
            ResourceVersion = version,
            Timeout = TimeSpan.FromSeconds(_random.Next(300, 601)),
        };
        void PutOff() => watchdog.CancelAfter(_options.IdleLimit);
        try
        {
            var events = _client.WatchAsync(_type, _options.Namespace, options, PutOff, both.Token);
            await foreach (var found in events)
            {
                Apply(found, cursor);
                hadEvent = true;
                _backoff.Reset();
            }
        }
        catch (OperationCanceledException) when (watchdog.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            LogIdle(Resource, _options.IdleLimit);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is not KubernetesApiException { IsGone: true })
        {
            // Handled here, not by the caller, so that the events seen so far count.
            LogFailed(Resource, e.Message);
            await PauseAsync((e as KubernetesApiException)?.RetryAfter, ct);
            return cursor.Version;
        }

        if (!hadEvent && _time.GetElapsedTime(started) < ShortestGoodWatch)
        {
            await PauseAsync(null, ct);
        }

        return cursor.Version;
    }

    private void Apply(WatchEvent<T> found, WatchCursor cursor)
    {
        // Before the transform, which may drop the version.
        var version = found.Item.Metadata.ResourceVersion;
        if (found.Type != WatchEventType.Bookmark)
        {
            var key = found.Item.Key;
            var kept = found.Type == WatchEventType.Deleted ? null : Keep(found.Item);
            _feed.Publish(() => (kept is null ? _store.Remove(key) : _store.Put(key, kept)) is { } change ? [change] : []);
        }

        cursor.MoveTo(version);
    }

    private T Keep(T item) => _options.Transform is { } transform ? transform(item) : item;

    private async Task PauseAsync(TimeSpan? atLeast, CancellationToken ct)
    {
        var pause = _backoff.Next();
        try
        {
            await Task.Delay(atLeast > pause ? atLeast.Value : pause, _time, ct);
        }
        catch (OperationCanceledException)
        {
            // The loop looks at the token next.
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Resource}: listed {Count} objects")]
    private partial void LogListed(ResourceType resource, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Resource}: the version to resume from is too old; listing again")]
    private partial void LogGone(ResourceType resource);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Resource}: nothing arrived for {Limit}; watching again")]
    private partial void LogIdle(ResourceType resource, TimeSpan limit);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Resource}: watching failed, trying again: {Reason}")]
    private partial void LogFailed(ResourceType resource, string reason);
}

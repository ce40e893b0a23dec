using Microsoft.Extensions.Logging;

namespace Headroom.Kubernetes.Watching;

/// <summary>Keeps a local copy of all objects of a kind, and says what changed.</summary>
/// <remarks>
/// List (as a stream where the server can, else in pages), then watch from the list's version; every event moves the
/// version on; a lost watch resumes from it; a version that is too old (410, as an answer or inside the stream) lists
/// again and reports what vanished meanwhile as deleted.
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
    private readonly PagedList<T> _pages;
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _streamsLists;

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
        _pages = new PagedList<T>(client, type, options);
        _streamsLists = options.PrefersStreamedList;
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
                version ??= _streamsLists ? null : await ListAsync(ct);
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
        var (items, version) = await _pages.ReadAsync(Keep, ct);
        Fill(items);
        return version;
    }

    private void Fill(IReadOnlyDictionary<ObjectKey, T> items)
    {
        _feed.Publish(() => _store.ReplaceAll(items));
        _synced.TrySetResult();
        LogListed(Resource, items.Count);
    }

    /// <param name="version">Null asks for everything first.</param>
    /// <returns>The version to resume from; null when there is no whole list yet.</returns>
    private async Task<string?> FollowAsync(string? version, CancellationToken ct)
    {
        var started = _time.GetTimestamp();
        var progress = new WatchProgress<T>(version);
        Exception? failure = null;
        try
        {
            await ReadAsync(progress, ct);
        }
        catch (Exception e) when (progress.IsListing && e is NotSupportedException or KubernetesApiException { Status.Code: 400 or 422 })
        {
            _streamsLists = false;
            LogNoStreams(Resource, e.Message);
            return null;
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is not KubernetesApiException { IsGone: true })
        {
            // Handled here, not by the caller, so that the events seen so far count.
            failure = e;
            LogFailed(Resource, e.Message);
        }

        // Time counts as well as events: the watch of a quiet kind that was cut after minutes had worked.
        var hasWorked = progress.HasMoved || _time.GetElapsedTime(started) >= ShortestGoodWatch;
        if (hasWorked)
        {
            _backoff.Reset();
        }

        if (failure is not null || !hasWorked)
        {
            await PauseAsync((failure as KubernetesApiException)?.RetryAfter, ct);
        }

        return progress.Version;
    }

    /// <summary>Reads one watch to its end, or until nothing arrives on it any more.</summary>
    /// <exception cref="NotSupportedException">The server does not know streamed lists.</exception>
    private async Task ReadAsync(WatchProgress<T> progress, CancellationToken ct)
    {
        TimeSpan Limit() => progress.IsListing ? _options.StreamedListLimit : _options.IdleLimit;
        using var watchdog = new CancellationTokenSource(Limit(), _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, watchdog.Token);
        void PutOff() => watchdog.CancelAfter(Limit());
        try
        {
            await foreach (var found in _client.WatchAsync(_type, _options.Namespace, From(progress), PutOff, both.Token))
            {
                if (!progress.IsListing)
                {
                    Apply(found, progress);
                }
                else if (progress.Gather(found, Keep) is { } whole)
                {
                    Fill(whole);
                    progress.MoveTo(found.Item.Metadata.ResourceVersion);
                    PutOff();
                }
            }
        }
        catch (OperationCanceledException e) when (watchdog.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            if (progress.IsListing)
            {
                throw new NotSupportedException("nothing arrived before the end of the list", e);
            }

            LogIdle(Resource, _options.IdleLimit);
        }
    }

    private WatchOptions From(WatchProgress<T> progress) => new()
    {
        LabelSelector = _options.LabelSelector,
        FieldSelector = _options.FieldSelector,
        ResourceVersion = progress.Version,
        SendsInitialEvents = progress.IsListing,
        Timeout = TimeSpan.FromSeconds(_random.Next(300, 601)),
    };

    private void Apply(WatchEvent<T> found, WatchProgress<T> progress)
    {
        // Before the transform, which may drop the version.
        var version = found.Item.Metadata.ResourceVersion;
        if (found.Type != WatchEventType.Bookmark)
        {
            var key = found.Item.Key;
            var kept = found.Type == WatchEventType.Deleted ? null : Keep(found.Item);
            _feed.Publish(() => (kept is null ? _store.Remove(key) : _store.Put(key, kept)) is { } change ? [change] : []);
        }

        progress.MoveTo(version);
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

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Resource}: the server does not stream lists, reading pages: {Reason}")]
    private partial void LogNoStreams(ResourceType resource, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Resource}: nothing arrived for {Limit}; watching again")]
    private partial void LogIdle(ResourceType resource, TimeSpan limit);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Resource}: watching failed, trying again: {Reason}")]
    private partial void LogFailed(ResourceType resource, string reason);
}

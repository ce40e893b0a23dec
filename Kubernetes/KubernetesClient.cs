using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Headroom.Kubernetes.Autoscaling;
using Headroom.Kubernetes.Connections;
using Headroom.Kubernetes.Json;
using Headroom.Kubernetes.Leases;
using Headroom.Kubernetes.Patches;
using Headroom.Kubernetes.Transport;
using Headroom.Kubernetes.Watching;
using Microsoft.Extensions.Logging;

namespace Headroom.Kubernetes;

/// <summary>Talks to one API server. Safe for any number of concurrent callers.</summary>
/// <remarks>
/// Every method throws <see cref="KubernetesApiException"/> when the server refuses,
/// <see cref="HttpRequestException"/> when it cannot be reached, and <see cref="TimeoutException"/> when it is too slow.
/// 429 and 503 with Retry-After are waited out, except for POST. There is no client-side rate limit: the server's
/// priority and fairness governs.
/// </remarks>
public sealed class KubernetesClient : IDisposable
{
    /// <summary>Owner of the fields that are applied from here.</summary>
    public const string FieldManager = "headroom";

    private readonly ApiTransport _transport;
    private readonly IWriteGuard? _guard;

    public KubernetesClient(KubernetesConnection connection, TimeProvider time, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(connection);
        Connection = connection;
        _transport = new ApiTransport(connection, time, loggers.CreateLogger<KubernetesClient>());
    }

    private KubernetesClient(KubernetesClient origin, IWriteGuard guard) =>
        (Connection, _transport, _guard) = (origin.Connection, origin._transport, guard);

    public KubernetesConnection Connection { get; }

    /// <summary>The same connections, for writes that only a leader may make.</summary>
    /// <remarks>
    /// The guard is asked as the body of each write is handed to its connection, at every attempt, so that a process
    /// that slept, waited for a connection or was told to come back later cannot act after its lease. Reads are not
    /// guarded. The original is the one to dispose.
    /// </remarks>
    public KubernetesClient Under(IWriteGuard guard) => new(this, guard);

    public void Dispose()
    {
        if (_guard is null)
        {
            _transport.Dispose();
        }
    }

    public Task<T> GetAsync<T>(ResourceType<T> type, ObjectKey key, CancellationToken ct)
        where T : KubernetesObject =>
        ExchangeAsync(type, new ApiRequest(HttpMethod.Get, type.Resource.ItemPath(key)) { Accept = AcceptOne(type) }, ct);

    /// <returns>Null when there is no such object.</returns>
    public async Task<T?> FindAsync<T>(ResourceType<T> type, ObjectKey key, CancellationToken ct)
        where T : KubernetesObject
    {
        try
        {
            return await GetAsync(type, key, ct);
        }
        catch (KubernetesApiException e) when (e.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>Reads one page.</summary>
    /// <param name="ns">Null for all namespaces.</param>
    public async Task<ResourceList<T>> ListAsync<T>(
        ResourceType<T> type, string? ns, ListOptions options, CancellationToken ct)
        where T : KubernetesObject
    {
        var request = new ApiRequest(HttpMethod.Get, options.ToPath(type.Resource.CollectionPath(ns)))
        {
            Accept = type.IsMetadataOnly ? MediaTypes.MetadataList : MediaTypes.Json,
        };
        using var body = await SendAsync(request, ct);
        return ListReader.Read(type, body.Span);
    }

    /// <summary>Yields changes until the server ends the watch. Nothing is retried here: see <see cref="Informer{T}"/>.</summary>
    /// <param name="ns">Null for all namespaces.</param>
    public IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(
        ResourceType<T> type, string? ns, WatchOptions options, CancellationToken ct)
        where T : KubernetesObject =>
        WatchAsync(type, ns, options, onBytes: null, ct);

    internal async IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(
        ResourceType<T> type,
        string? ns,
        WatchOptions options,
        Action? onBytes,
        [EnumeratorCancellation] CancellationToken ct)
        where T : KubernetesObject
    {
        var request = new ApiRequest(HttpMethod.Get, options.ToPath(type.Resource.CollectionPath(ns)))
        {
            Accept = AcceptOne(type),
        };
        using var response = await _transport.OpenAsync(request, ct);
        onBytes?.Invoke();
        await using var body = await response.Content.ReadAsStreamAsync(ct);
        await foreach (var found in WatchStream.ReadAsync(type, body, onBytes, ct))
        {
            yield return found;
        }
    }

    /// <summary>Creates in the object's own namespace.</summary>
    public Task<T> CreateAsync<T>(ResourceType<T> type, T item, CancellationToken ct)
        where T : KubernetesObject
    {
        var path = new QueryBuilder(type.Resource.CollectionPath(item.Metadata.Namespace)).Add("fieldManager", FieldManager);
        return ExchangeAsync(
            type, new ApiRequest(HttpMethod.Post, path.ToString()) { Body = Serialize(type.Complete(item), type.Json) }, ct);
    }

    /// <summary>Writes what differs between two states of an object; what is not known here stays as it is.</summary>
    /// <param name="before">As it was read. When it has moved on since, the write fails with a conflict.</param>
    /// <param name="after">As it shall be. A list that differs is written whole.</param>
    /// <param name="subresource">Such as <c>status</c>; null for the object itself.</param>
    /// <returns>The object as written, or <paramref name="before"/> when nothing differs: then nothing is sent.</returns>
    public async Task<T> UpdateAsync<T>(ResourceType<T> type, T before, T after, string? subresource, CancellationToken ct)
        where T : KubernetesObject
    {
        if (MergeDifference.Between(ToJson(type, before), ToJson(type, after)) is not { } patch)
        {
            return before;
        }

        if (patch["metadata"] is not JsonObject metadata)
        {
            patch["metadata"] = metadata = [];
        }

        metadata["resourceVersion"] = before.Metadata.ResourceVersion;
        return await MergePatchAsync(type, before.Key, patch, subresource, ct);
    }

    /// <summary>PUT. With a resourceVersion in the metadata it fails with a conflict when the object has moved on.</summary>
    /// <param name="item">Of a kind that keeps every field; what it lacks is removed. Others: <see cref="UpdateAsync"/>.</param>
    /// <param name="subresource">Such as <c>status</c>; null for the object itself.</param>
    public Task<T> ReplaceAsync<T>(ResourceType<T> type, T item, string? subresource, CancellationToken ct)
        where T : KubernetesObject
    {
        var path = new QueryBuilder(type.Resource.ItemPath(item.Key, subresource)).Add("fieldManager", FieldManager);
        return ExchangeAsync(
            type, new ApiRequest(HttpMethod.Put, path.ToString()) { Body = Serialize(type.Complete(item), type.Json) }, ct);
    }

    /// <summary>Server-side apply as <see cref="FieldManager"/>, forced: the fields sent are ours.</summary>
    /// <param name="item">Only the fields to own; no resourceVersion unless it must match.</param>
    /// <param name="subresource">Such as <c>status</c>; null for the object itself.</param>
    public Task<T> ApplyAsync<T>(ResourceType<T> type, T item, string? subresource, CancellationToken ct)
        where T : KubernetesObject =>
        ApplyAsync(type, item.Key, Serialize(type.Complete(item), type.Json), subresource, ct);

    /// <summary>Server-side apply of a document that is already JSON.</summary>
    public Task<T> ApplyAsync<T>(
        ResourceType<T> type, ObjectKey key, ReadOnlyMemory<byte> json, string? subresource, CancellationToken ct)
        where T : KubernetesObject
    {
        var path = new QueryBuilder(type.Resource.ItemPath(key, subresource))
            .Add("fieldManager", FieldManager)
            .Add("force", "true");
        var request = new ApiRequest(HttpMethod.Patch, path.ToString()) { Body = json, ContentType = MediaTypes.ApplyPatch };
        return ExchangeAsync(type, request, ct);
    }

    /// <summary>JSON merge patch: null removes a field, a list replaces the whole list.</summary>
    /// <param name="patch">With <c>metadata.resourceVersion</c> it fails with a conflict when the object has moved on.</param>
    /// <param name="subresource">Such as <c>status</c>; null for the object itself.</param>
    public Task<T> MergePatchAsync<T>(
        ResourceType<T> type, ObjectKey key, ReadOnlyMemory<byte> patch, string? subresource, CancellationToken ct)
        where T : KubernetesObject
    {
        var path = new QueryBuilder(type.Resource.ItemPath(key, subresource)).Add("fieldManager", FieldManager);
        var request = new ApiRequest(HttpMethod.Patch, path.ToString()) { Body = patch, ContentType = MediaTypes.MergePatch };
        return ExchangeAsync(type, request, ct);
    }

    /// <inheritdoc cref="MergePatchAsync{T}(ResourceType{T}, ObjectKey, ReadOnlyMemory{byte}, string?, CancellationToken)"/>
    public Task<T> MergePatchAsync<T>(
        ResourceType<T> type, ObjectKey key, JsonObject patch, string? subresource, CancellationToken ct)
        where T : KubernetesObject =>
        MergePatchAsync(type, key, Serialize(patch), subresource, ct);

    /// <returns>False when there was nothing to delete.</returns>
    public async Task<bool> DeleteAsync(
        ResourceType resource, ObjectKey key, DeleteOptions options, CancellationToken ct)
    {
        var request = new ApiRequest(HttpMethod.Delete, resource.ItemPath(key)) { Body = Serialize(options.ToJson()) };
        try
        {
            using var body = await SendAsync(request, ct);
            return true;
        }
        catch (KubernetesApiException e) when (e.IsNotFound)
        {
            return false;
        }
    }

    /// <summary>Reads <c>/scale</c> of an object of any kind that has it.</summary>
    public Task<Scale> GetScaleAsync(ResourceType resource, ObjectKey key, CancellationToken ct) =>
        ExchangeAsync(Scale.Type, new ApiRequest(HttpMethod.Get, resource.ItemPath(key, "scale")), ct);

    /// <summary>Writes <c>/scale</c>. Keep the resourceVersion that was read, so that a stale decision conflicts.</summary>
    public Task<Scale> ReplaceScaleAsync(ResourceType resource, ObjectKey key, Scale scale, CancellationToken ct)
    {
        var path = new QueryBuilder(resource.ItemPath(key, "scale")).Add("fieldManager", FieldManager);
        var body = Serialize(Scale.Type.Complete(scale), Scale.Type.Json);
        return ExchangeAsync(Scale.Type, new ApiRequest(HttpMethod.Put, path.ToString()) { Body = body }, ct);
    }

    /// <summary>POST of anything, such as a review, an eviction or a binding.</summary>
    /// <param name="path">From the server's root.</param>
    public async Task<TOut> PostAsync<TIn, TOut>(
        string path, TIn item, JsonTypeInfo<TIn> inJson, JsonTypeInfo<TOut> outJson, CancellationToken ct)
    {
        var request = new ApiRequest(HttpMethod.Post, path) { Body = Serialize(item, inJson) };
        using var body = await SendAsync(request, ct);
        return Deserialize(body, outJson);
    }

    /// <summary>GET of anything, such as discovery.</summary>
    /// <param name="path">From the server's root.</param>
    public async Task<TOut> GetJsonAsync<TOut>(string path, JsonTypeInfo<TOut> json, CancellationToken ct)
    {
        using var body = await _transport.SendAsync(new ApiRequest(HttpMethod.Get, path), ct);
        return Deserialize(body, json);
    }

    internal async Task<T> ExchangeAsync<T>(ResourceType<T> type, ApiRequest request, CancellationToken ct)
        where T : KubernetesObject
    {
        using var body = await SendAsync(request, ct);
        return type.Complete(Deserialize(body, type.Json));
    }

    internal async Task<JsonObject> ExchangeJsonAsync(ApiRequest request, CancellationToken ct)
    {
        using var body = await SendAsync(request, ct);
        return Deserialize(body, KubernetesJson.Default.JsonObject);
    }

    private Task<PooledBody> SendAsync(ApiRequest request, CancellationToken ct) =>
        _transport.SendAsync(request.Method == HttpMethod.Get ? request : request with { Guard = _guard }, ct);

    private static JsonObject ToJson<T>(ResourceType<T> type, T item)
        where T : KubernetesObject =>
        JsonSerializer.SerializeToNode(type.Complete(item), type.Json)?.AsObject() ?? [];

    private static string AcceptOne<T>(ResourceType<T> type)
        where T : KubernetesObject =>
        type.IsMetadataOnly ? MediaTypes.Metadata : MediaTypes.Json;

    private static T Deserialize<T>(PooledBody body, JsonTypeInfo<T> json) =>
        JsonSerializer.Deserialize(body.Span, json) ?? throw new JsonException("the server answered null");

    private static byte[] Serialize<T>(T item, JsonTypeInfo<T> json) => JsonSerializer.SerializeToUtf8Bytes(item, json);

    private static ReadOnlyMemory<byte> Serialize(JsonNode node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            node.WriteTo(writer);
        }

        return buffer.WrittenMemory;
    }
}

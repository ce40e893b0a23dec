using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Schemas;
using Headroom.LocalCluster.Selectors;
using Headroom.LocalCluster.Storage;

namespace Headroom.LocalCluster.Http;

/// <summary>Streams the changes of a resource.</summary>
internal sealed class WatchHandler(TimeProvider time, IHostApplicationLifetime lifetime)
{
    private static readonly TimeSpan BookmarkPeriod = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(30);

    public async Task HandleAsync(HttpContext context, ResourceKind kind, ApiRequest request, CancellationToken ct)
    {
        var query = context.Request.Query;
        if (query["sendInitialEvents"] is [{ Length: > 0 }])
        {
            // Servers without the WatchList feature answer so, and clients fall back to list and watch.
            throw Failures.Invalid(kind, "", [FieldError.Forbidden(
                "sendInitialEvents", "sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled")]);
        }

        var filter = ObjectQuery.Filter(context, kind, request);
        if (request.Name.Length > 0)
        {
            filter = filter with { Fields = FieldSelector.Parse($"metadata.name={request.Name}", kind) };
        }

        var form = Negotiation.Choose(context.Request.Headers.Accept);
        var stream = new WatchStream(
            context.Response.BodyWriter, kind, filter, form, query["includeObject"].ToString(), time);
        var position = Start(kind, filter, query["resourceVersion"].ToString(), stream);
        context.Response.ContentType = "application/json";
        await context.Response.BodyWriter.FlushAsync(ct);
        await context.Response.StartAsync(ct);
        if (position is not { } from)
        {
            await stream.WriteErrorAsync(Failures.Expired($"too old resource version: {query["resourceVersion"]}"), ct);
            return;
        }

        var timeout = int.TryParse(query["timeoutSeconds"], out var seconds) && seconds > 0
            ? TimeSpan.FromSeconds(seconds)
            : DefaultTimeout;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct, lifetime.ApplicationStopping);
        await PumpAsync(kind.Store, stream, from, timeout, query["allowWatchBookmarks"] is ["true" or "1"], ending.Token);
    }

    // Without a version, or with 0, a watch starts with the present objects.
    private static long? Start(ResourceKind kind, ObjectFilter filter, string version, WatchStream stream)
    {
        if (version is not ("" or "0"))
        {
            return long.TryParse(version, out var from)
                ? kind.Store.PositionAfter(from)
                : throw Failures.BadRequest($"invalid resource version \"{version}\"");
        }

        var (list, position) = kind.Store.ListAndPosition(filter.Scope);
        foreach (var item in list.Items)
        {
            stream.Write(new Change(ChangeType.Added, item, null));
        }

        return position;
    }

    private async Task PumpAsync(
        ResourceStore store, WatchStream stream, long position, TimeSpan timeout, bool bookmarks, CancellationToken ct)
    {
        var deadline = time.GetTimestamp() + (long)(timeout.TotalSeconds * time.TimestampFrequency);
        var changes = new List<Change>();
        try
        {
            while (true)
            {
                changes.Clear();
                var outcome = store.Read(position, changes);
                if (outcome.Expired)
                {
                    await stream.WriteErrorAsync(Failures.Expired("the watcher fell behind the window of kept changes"), ct);
                    return;
                }

                position = outcome.Position;
                foreach (var change in changes)
                {
                    stream.Write(change);
                }

                await stream.FlushAsync(ct);
                var left = time.GetElapsedTime(time.GetTimestamp(), deadline);
                if (left <= TimeSpan.Zero || !await WaitAsync(store, position, left < BookmarkPeriod ? left : BookmarkPeriod, ct))
                {
                    if (bookmarks)
                    {
                        stream.WriteBookmark(outcome.Version);
                        await stream.FlushAsync(ct);
                    }

                    if (left <= BookmarkPeriod)
                    {
                        return;
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The client left or the server stops: the stream just ends.
        }
    }

    private async Task<bool> WaitAsync(ResourceStore store, long position, TimeSpan period, CancellationToken ct)
    {
        try
        {
            await store.WhenChangedAsync(position).WaitAsync(period, time, ct);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}

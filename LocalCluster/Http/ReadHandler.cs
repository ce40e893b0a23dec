using System.IO.Pipelines;
using System.Text;
using System.Text.Json.Nodes;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Printing;

namespace Headroom.LocalCluster.Http;

/// <summary>Answers get and list.</summary>
internal sealed class ReadHandler(TimeProvider time)
{
    private const int FlushBytes = 64 * 1024;

    public Task GetAsync(HttpContext context, ResourceKind kind, ApiRequest request, CancellationToken ct)
    {
        var form = Negotiation.Choose(context.Request.Headers.Accept);
        var item = kind.Store.Get(request.KeyFor(kind)) ?? throw Failures.NotFound(kind, request.Name);
        var body = ObjectBytes.Of(kind, item, form, time.GetUtcNow(), context.Request.Query["includeObject"].ToString());
        return Bodies.WriteAsync(context, 200, body, "application/json", ct);
    }

    public async Task ListAsync(HttpContext context, ResourceKind kind, ApiRequest request, CancellationToken ct)
    {
        var form = Negotiation.Choose(context.Request.Headers.Accept);
        var page = Page(context, kind, request);
        var metadata = new JsonObject { ["resourceVersion"] = page.Version.ToString() };
        if (page.Continue is { } token)
        {
            metadata["continue"] = token;
            metadata["remainingItemCount"] = page.Remaining;
        }

        if (form == Representation.Table)
        {
            var table = TableRenderer.Table(kind, page.Items, metadata, time.GetUtcNow(), context.Request.Query["includeObject"].ToString());
            await Bodies.WriteAsync(context, 200, table, ct);
            return;
        }

        var (listKind, apiVersion) = form == Representation.PartialMetadata
            ? ("PartialObjectMetadataList", "meta.k8s.io/v1")
            : (kind.ListKind, kind.ApiVersion);
        context.Response.ContentType = "application/json";
        var output = context.Response.BodyWriter;
        Write(output, Encoding.UTF8.GetBytes(
            $"{{\"kind\":\"{listKind}\",\"apiVersion\":\"{apiVersion}\",\"metadata\":{metadata.ToJsonString()},\"items\":["));
        var pending = 0;
        for (var i = 0; i < page.Items.Count; i++)
        {
            if (i > 0)
            {
                Write(output, ","u8);
            }

            var bytes = ObjectBytes.Of(kind, page.Items[i], form, default, "");
            Write(output, bytes.Span);
            pending += bytes.Length;
            if (pending > FlushBytes)
            {
                pending = 0;
                await output.FlushAsync(ct);
            }
        }

        Write(output, "]}"u8);
        await output.FlushAsync(ct);
    }

    private static void Write(PipeWriter output, ReadOnlySpan<byte> bytes) => System.Buffers.BuffersExtensions.Write(output, bytes);

    private static ListPage Page(HttpContext context, ResourceKind kind, ApiRequest request)
    {
        var filter = ObjectQuery.Filter(context, kind, request);
        var token = ContinueToken.Decode(context.Request.Query["continue"]);
        if (token is not null && kind.Store.PositionAfter(token.Version) is null)
        {
            throw Failures.Expired("The provided continue parameter is too old to display a consistent list result.");
        }

        var snapshot = kind.Store.List(filter.Scope);
        var matching = snapshot.Items.Where(filter.Matches);
        if (token is not null)
        {
            matching = matching.Where(i => IsAfter(i.Key, token.After));
        }

        var items = matching.ToList();
        var version = token?.Version ?? snapshot.Version;
        var limit = int.TryParse(context.Request.Query["limit"], out var wanted) && wanted > 0 ? wanted : int.MaxValue;
        if (items.Count <= limit)
        {
            return new ListPage(items, version, null, 0);
        }

        var shown = items.GetRange(0, limit);
        return new ListPage(shown, version, new ContinueToken(version, shown[^1].Key).Encode(), items.Count - limit);
    }

    private static bool IsAfter(ObjectKey key, ObjectKey mark)
    {
        var byNamespace = string.CompareOrdinal(key.Namespace, mark.Namespace);
        return byNamespace > 0 || (byNamespace == 0 && string.CompareOrdinal(key.Name, mark.Name) > 0);
    }

    private sealed record ListPage(IReadOnlyList<StoredObject> Items, long Version, string? Continue, int Remaining);
}

using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json.Nodes;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Selectors;
using Headroom.LocalCluster.Storage;

namespace Headroom.LocalCluster.Http;

/// <summary>One client's stream of watch events.</summary>
/// <remarks>
/// An object that starts to match is ADDED for this client and one that stops matching is DELETED, whatever the write was.
/// </remarks>
internal sealed class WatchStream(
    PipeWriter output, ResourceKind kind, ObjectFilter filter, Representation form, string includeObject, TimeProvider time)
{
    public void Write(Change change)
    {
        var matches = filter.Matches(change.Object);
        var matched = change.Previous is { } previous && filter.Matches(previous);
        ReadOnlySpan<byte> type = change.Type switch
        {
            ChangeType.Added when matches => "ADDED"u8,
            ChangeType.Modified when matches && matched => "MODIFIED"u8,
            ChangeType.Modified when matches => "ADDED"u8,
            ChangeType.Modified when matched => "DELETED"u8,
            ChangeType.Deleted when matched => "DELETED"u8,
            _ => default,
        };
        if (!type.IsEmpty)
        {
            Write(type, ObjectBytes.Of(kind, change.Object, form, time.GetUtcNow(), includeObject).Span);
        }
    }

    public void WriteBookmark(long version)
    {
        var table = form == Representation.Table;
        var bookmark = new JsonObject
        {
            ["kind"] = table ? "Table" : form == Representation.PartialMetadata ? "PartialObjectMetadata" : kind.Kind,
            ["apiVersion"] = form == Representation.Full ? kind.ApiVersion : "meta.k8s.io/v1",
            ["metadata"] = new JsonObject { ["resourceVersion"] = version.ToString(), ["creationTimestamp"] = null },
        };
        if (table)
        {
            bookmark["columnDefinitions"] = new JsonArray();
            bookmark["rows"] = new JsonArray();
        }

        Write("BOOKMARK"u8, bookmark.ToUtf8());
    }

    public async Task WriteErrorAsync(StatusException failure, CancellationToken ct)
    {
        Write("ERROR"u8, failure.ToJson().ToUtf8());
        await FlushAsync(ct);
    }

    public async Task FlushAsync(CancellationToken ct)
    {
        var result = await output.FlushAsync(ct);
        if (result.IsCompleted)
        {
            throw new OperationCanceledException("the client closed the stream");
        }
    }

    private void Write(ReadOnlySpan<byte> type, ReadOnlySpan<byte> body)
    {
        output.Write("{\"type\":\""u8);
        output.Write(type);
        output.Write("\",\"object\":"u8);
        output.Write(body);
        output.Write("}\n"u8);
    }
}

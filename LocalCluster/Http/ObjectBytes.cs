using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Printing;

namespace Headroom.LocalCluster.Http;

/// <summary>An object's bytes in the form and version that were asked for; the stored version costs nothing.</summary>
internal static class ObjectBytes
{
    public static ReadOnlyMemory<byte> Of(ResourceKind kind, StoredObject item, Representation form, DateTimeOffset now, string includeObject) =>
        form switch
        {
            Representation.Table => TableRenderer.Table(
                kind, [item], new System.Text.Json.Nodes.JsonObject { ["resourceVersion"] = item.Metadata.Str("resourceVersion") }, now, includeObject).ToUtf8(),
            Representation.PartialMetadata => TableRenderer.PartialMetadata(item.Json).ToUtf8(),
            _ when kind.Renaming is { } renaming => renaming.FromStored(item.Json).ToUtf8(),
            _ => item.Utf8,
        };
}

using System.Text.Json.Nodes;

namespace Headroom.LocalCluster.Objects;

/// <summary>One immutable version of an object: its bytes as sent to clients, and a tree that is parsed when first read.</summary>
/// <remarks>The tree is shared between readers: take <see cref="ToMutable"/> before changing anything.</remarks>
internal sealed class StoredObject(ObjectKey key, long resourceVersion, byte[] utf8)
{
    private JsonObject? _json;

    public ObjectKey Key { get; } = key;

    public long ResourceVersion { get; } = resourceVersion;

    public ReadOnlyMemory<byte> Utf8 { get; } = utf8;

    public JsonObject Json => _json ??= ToMutable();

    public JsonObject Metadata => Json.Obj("metadata") ?? [];

    public string Uid => Metadata.Str("uid") ?? "";

    public bool IsDeleting => Metadata.Str("deletionTimestamp") is not null;

    /// <summary>Lets go of the tree, as of a version that has a successor: the window of changes keeps thousands of those.</summary>
    public void Shrink() => _json = null;

    public JsonObject ToMutable() => JsonAccess.ParseObject(Utf8.Span);
}

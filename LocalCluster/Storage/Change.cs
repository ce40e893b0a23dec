using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Storage;

/// <summary>One write. A deleted object carries the version of its deletion.</summary>
/// <param name="Previous">The version before the write; null when the object is new.</param>
internal sealed record Change(ChangeType Type, StoredObject Object, StoredObject? Previous);

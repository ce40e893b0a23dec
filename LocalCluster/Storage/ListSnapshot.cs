using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Storage;

/// <summary>Objects ordered by namespace and name, and the version to watch from.</summary>
internal sealed record ListSnapshot(IReadOnlyList<StoredObject> Items, long Version);

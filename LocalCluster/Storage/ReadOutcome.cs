namespace Headroom.LocalCluster.Storage;

/// <summary>What a watcher got: changes up to <paramref name="Version"/>, or the news that it fell out of the window.</summary>
internal readonly record struct ReadOutcome(bool Expired, long Position, long Version);

namespace Headroom.LocalCluster.Storage;

/// <summary>The one source of resource versions, so that versions are ordered across all resources.</summary>
internal sealed class VersionCounter
{
    private long _current = 1;

    public long Current => Interlocked.Read(ref _current);

    /// <summary>Goes on from a version of before a restart.</summary>
    public void Restore(long version) => Interlocked.Exchange(ref _current, Math.Max(version, Current));

    public long Next() => Interlocked.Increment(ref _current);
}

namespace Headroom.Kubernetes.Leases;

/// <summary>What this process last saw of the lease, and when by its own monotonic clock.</summary>
/// <remarks>The holder's renewTime is never compared with a clock here: the two may disagree by minutes.</remarks>
internal sealed class ObservedLease(TimeProvider time)
{
    private long _changedAt;

    public Lease? Lease { get; private set; }

    public bool IsHeldByOther(string identity) => LeftToOther(identity) > TimeSpan.Zero;

    /// <summary>How much longer another holds it unless it is renewed; zero when nobody else does.</summary>
    public TimeSpan LeftToOther(string identity)
    {
        if (Lease?.Spec is not { HolderIdentity: { Length: > 0 } holder } spec || holder == identity)
        {
            return TimeSpan.Zero;
        }

        var left = TimeSpan.FromSeconds(spec.LeaseDurationSeconds ?? 0) - time.GetElapsedTime(_changedAt);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    public void See(Lease? lease)
    {
        if (Lease is null || lease is null || Lease.Metadata.ResourceVersion != lease.Metadata.ResourceVersion)
        {
            _changedAt = time.GetTimestamp();
        }

        Lease = lease;
    }
}

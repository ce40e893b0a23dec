namespace Headroom.Kubernetes.Leases;

/// <summary>What this process last saw of the lease, and when by its own monotonic clock.</summary>
/// <remarks>The holder's renewTime is never compared with a clock here: the two may disagree by minutes.</remarks>
internal sealed class ObservedLease(TimeProvider time)
{
    private long _changedAt;

    public Lease? Lease { get; private set; }

    public bool IsHeldByOther(string identity) =>
        Lease?.Spec is { HolderIdentity: { Length: > 0 } holder } spec
        && holder != identity
        && time.GetElapsedTime(_changedAt) < TimeSpan.FromSeconds(spec.LeaseDurationSeconds ?? 0);

    public void See(Lease? lease)
    {
        if (Lease is null || lease is null || Lease.Metadata.ResourceVersion != lease.Metadata.ResourceVersion)
        {
            _changedAt = time.GetTimestamp();
        }

        Lease = lease;
    }
}

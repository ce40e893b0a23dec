namespace Headroom.Kubernetes.Leases;

/// <summary>Leave to write, which may run out. Asked while a write is being sent, at every attempt.</summary>
public interface IWriteGuard
{
    /// <exception cref="LeadershipLostException">It has run out: the write must not be sent.</exception>
    void ThrowIfExpired();
}

namespace Headroom.Operators.Runtime;

/// <summary>Observes, decides and acts for one key. Idempotent; never called twice at a time for one key.</summary>
public interface IReconciler<in TKey>
{
    /// <exception cref="Exception">Anything thrown brings the key back after a backoff.</exception>
    Task<Requeue> ReconcileAsync(TKey key, CancellationToken ct);
}

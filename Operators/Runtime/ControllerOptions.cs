using Headroom.Kubernetes.Leases;
using Headroom.Kubernetes.Queues;
using Headroom.Kubernetes.Watching;

namespace Headroom.Operators.Runtime;

/// <summary>How one controller runs.</summary>
public sealed record ControllerOptions<TKey>
    where TKey : notnull
{
    /// <summary>Label of metrics and logs.</summary>
    public required string Name { get; init; }

    /// <summary>Keys reconciled at a time. They wait for the API most of the time, so more than cores.</summary>
    public int Workers { get; init; } = 8;

    /// <summary>Wall time one reconcile may take.</summary>
    public TimeSpan ReconcileTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Every key again this often, less up to a tenth so that controllers drift apart; null for never.</summary>
    public TimeSpan? ResyncPeriod { get; init; }

    /// <summary>What a resync enqueues; also enqueued once at the start of each term.</summary>
    public Func<IEnumerable<TKey>>? ResyncKeys { get; init; }

    /// <summary>Caches that must be filled before the first reconcile. Somebody else runs them.</summary>
    public IReadOnlyList<IInformer> Informers { get; init; } = [];

    /// <summary>Null when this controller runs on every replica.</summary>
    public LeaderElector? Elector { get; init; }

    /// <summary>Null takes the defaults under the controller's name.</summary>
    public WorkQueueOptions? Queue { get; init; }
}

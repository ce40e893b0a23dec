using System.Collections.Concurrent;
using Headroom.Kubernetes;
using Headroom.Operators.Serverless.Planning;
using Headroom.Scaling.ColdStart.Gaps;

namespace Headroom.Operators.Serverless.KeepAlive;

/// <summary>Makes the keep-alive that a spec names; services with policy Expected and one keep-alive share a pool.</summary>
internal sealed class Keepers
{
    private readonly ConcurrentDictionary<TimeSpan, ExpectedPool> _pools = new();

    /// <summary>Called with a service whose verdict may have changed because another was asked for.</summary>
    public Action<ObjectKey> Touched { get; set; } = static _ => { };

    /// <param name="settings">Whose policy and keep-alive.</param>
    /// <param name="history">What the service did so far; a pool has been told already.</param>
    public IKeeper Create(ServerlessSettings settings, string uid, ObjectKey key, GapHistory history)
    {
        switch (settings.Policy)
        {
            case KeepAlivePolicy.Expected:
                return new ExpectedKeeper(PoolOf(settings.KeepAlive), uid, key, settings.KeepAlive, other => Touched(other));
            case KeepAlivePolicy.HybridHistogram:
                var keeper = new GapKeeper(new HybridHistogram());
                foreach (var (from, to) in history.Gaps())
                {
                    keeper.Arrive(to, from);
                }

                return keeper;
            default:
                return new GapKeeper(new FixedKeepAlive(settings.KeepAlive.TotalSeconds));
        }
    }

    /// <summary>Begins anew with what services did before, as a new leader does.</summary>
    public void Restore(IEnumerable<(ServerlessSettings Settings, string Uid, ObjectKey Key, GapHistory History)> services)
    {
        _pools.Clear();
        foreach (var pool in services.Where(static s => s.Settings.Policy == KeepAlivePolicy.Expected).GroupBy(static s => s.Settings.KeepAlive))
        {
            PoolOf(pool.Key).Replay(pool.Select(static s => (s.Uid, s.Key, s.History)));
        }
    }

    private ExpectedPool PoolOf(TimeSpan keepAlive) => _pools.GetOrAdd(keepAlive, static k => new ExpectedPool(k));
}

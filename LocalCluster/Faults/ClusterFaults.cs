using System.Collections.Concurrent;

namespace Headroom.LocalCluster.Faults;

/// <summary>Makes the API server fail on demand. Safe to change while requests are served.</summary>
/// <param name="random">Decides whom a rule strikes.</param>
public sealed class ClusterFaults(Random random, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly HashSet<HttpContext> _watches = [];
    private readonly HashSet<Action> _connections = [];
    private readonly ConcurrentDictionary<string, long> _injected = new(StringComparer.Ordinal);
    private volatile IReadOnlyList<FaultRule> _rules = [];
    private long? _downSince;
    private TimeSpan _downtime;

    /// <summary>Called for every write that was served; null records nothing.</summary>
    public Action<ServedRequest>? OnWrite { get; set; }

    /// <summary>How often each fault struck: <c>429</c>, <c>delay</c>, <c>dropped-watch</c>, <c>restart</c> and so on.</summary>
    public IReadOnlyDictionary<string, long> Injected => _injected;

    /// <summary>Replaces all rules. The first that matches and strikes counts.</summary>
    public void Set(params IReadOnlyList<FaultRule> rules) => _rules = rules;

    /// <summary>Cuts the connections of all running watches, without a word.</summary>
    public void DropWatches()
    {
        HttpContext[] dropped;
        lock (_lock)
        {
            dropped = [.. _watches];
        }

        foreach (var watch in dropped)
        {
            Count("dropped-watch");
            watch.Abort();
        }
    }

    /// <summary>As a server that is started again: every connection is cut, and none is accepted for a while.</summary>
    public void Restart(TimeSpan downtime)
    {
        Action[] open;
        lock (_lock)
        {
            (_downSince, _downtime) = (time.GetTimestamp(), downtime);
            open = [.. _connections];
        }

        Count("restart");
        foreach (var close in open)
        {
            close();
        }
    }

    internal FaultRule? Strike(string verb, string resource)
    {
        foreach (var rule in _rules)
        {
            if (rule.Matches(verb, resource) && IsStruck(rule.Probability))
            {
                return rule;
            }
        }

        return null;
    }

    /// <returns>False while the server is down.</returns>
    internal bool TryOpen(Action close)
    {
        lock (_lock)
        {
            if (_downSince is { } since && time.GetElapsedTime(since) < _downtime)
            {
                return false;
            }

            _connections.Add(close);
            return true;
        }
    }

    internal void Closed(Action close)
    {
        lock (_lock)
        {
            _connections.Remove(close);
        }
    }

    internal void BeginWatch(HttpContext context)
    {
        lock (_lock)
        {
            _watches.Add(context);
        }
    }

    internal void EndWatch(HttpContext context)
    {
        lock (_lock)
        {
            _watches.Remove(context);
        }
    }

    internal void Count(string fault) => _injected.AddOrUpdate(fault, 1, static (_, count) => count + 1);

    private bool IsStruck(double probability)
    {
        lock (_lock)
        {
            return random.NextDouble() < probability;
        }
    }
}

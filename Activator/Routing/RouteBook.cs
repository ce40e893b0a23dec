using System.Net;
using Headroom.Activator.Holding;
using Headroom.Activator.Waking;

namespace Headroom.Activator.Routing;

/// <summary>The table in force, and the gates, which outlive every table. Sources write it; requests read it.</summary>
internal sealed class RouteBook(WakeLoop waking, Peers peers, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ServiceKey, ServiceGate> _gates = [];
    private RouteTable _table = RouteTable.Empty;

    public RouteTable Table => Volatile.Read(ref _table);

    /// <summary>The gates there are, in no order.</summary>
    public IReadOnlyList<ServiceGate> Gates
    {
        get
        {
            lock (_lock)
            {
                return [.. _gates.Values];
            }
        }
    }

    /// <summary>Puts a new table in force.</summary>
    /// <param name="services">The oldest first: where two claim one host and path, the first has it.</param>
    public void Route(IEnumerable<RoutedService> services)
    {
        lock (_lock)
        {
            var claimed = new HashSet<(string, string)>();
            var routes = new List<ServiceRoute>();
            foreach (var service in services)
            {
                if (claimed.Add((service.Host.ToUpperInvariant(), service.Path)))
                {
                    var gate = GateLocked(service.Key);
                    gate.Limit(service);
                    routes.Add(new ServiceRoute(service, gate));
                }
            }

            Volatile.Write(ref _table, new RouteTable(routes));
            var routed = routes.Select(r => r.Service.Key).ToHashSet();
            foreach (var (key, gate) in _gates.Where(g => !routed.Contains(g.Key)).ToList())
            {
                // Requests that wait there are answered; those under way end as they would have.
                _gates.Remove(key);
                gate.Close();
            }
        }
    }

    /// <summary>Says which replicas of a service are ready. A service without a route has none.</summary>
    public void Ready(ServiceKey key, IReadOnlyList<IPEndPoint> replicas)
    {
        lock (_lock)
        {
            if (_gates.TryGetValue(key, out var gate))
            {
                gate.SetReplicas(replicas);
            }
        }
    }

    private ServiceGate GateLocked(ServiceKey key)
    {
        if (!_gates.TryGetValue(key, out var gate))
        {
            _gates[key] = gate = new ServiceGate(key, waking, peers, time);
        }

        return gate;
    }
}

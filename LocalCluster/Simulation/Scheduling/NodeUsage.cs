using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Storage;
using Quantity = Headroom.Kubernetes.Quantity;

namespace Headroom.LocalCluster.Simulation.Scheduling;

/// <summary>What the pods bound to each node ask for, kept current inside the pod store's own writes.</summary>
internal sealed class NodeUsage
{
    private readonly Dictionary<ObjectKey, (string Node, Dictionary<string, Quantity> Requests)> _pods = [];
    private readonly Dictionary<string, Dictionary<string, Quantity>> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<ObjectKey>> _podsByNode = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public NodeUsage(KindRegistry kinds) => kinds.Get("", "v1", "pods").Store.OnChange(Update);

    public Quantity Of(string node, string resource)
    {
        lock (_gate)
        {
            return _nodes.TryGetValue(node, out var used) ? used.GetValueOrDefault(resource) : default;
        }
    }

    /// <summary>The pods that hold something of the node, by name.</summary>
    public IReadOnlyList<ObjectKey> PodsOn(string node)
    {
        lock (_gate)
        {
            return _podsByNode.TryGetValue(node, out var pods)
                ? [.. pods.OrderBy(p => p.Namespace, StringComparer.Ordinal).ThenBy(p => p.Name, StringComparer.Ordinal)]
                : [];
        }
    }

    private void Update(Change change)
    {
        var key = change.Object.Key;
        var holds = change.Type != ChangeType.Deleted
            && change.Object.Json.Obj("status").Str("phase") is not ("Succeeded" or "Failed");
        var node = holds ? change.Object.Json.Obj("spec").Str("nodeName") : null;
        lock (_gate)
        {
            if (_pods.TryGetValue(key, out var booked))
            {
                if (booked.Node == node)
                {
                    return;
                }

                BookLocked(booked.Node, booked.Requests, add: false);
                _pods.Remove(key);
                _podsByNode[booked.Node].Remove(key);
            }

            if (node is not null)
            {
                var requests = PodResources.Requests(change.Object.Json);
                _pods[key] = (node, requests);
                (_podsByNode.TryGetValue(node, out var here) ? here : _podsByNode[node] = []).Add(key);
                BookLocked(node, requests, add: true);
            }
        }
    }

    private void BookLocked(string node, Dictionary<string, Quantity> requests, bool add)
    {
        if (!_nodes.TryGetValue(node, out var used))
        {
            _nodes[node] = used = new(StringComparer.Ordinal);
        }

        foreach (var (name, amount) in requests)
        {
            used[name] = add ? used.GetValueOrDefault(name) + amount : used.GetValueOrDefault(name) - amount;
        }
    }
}

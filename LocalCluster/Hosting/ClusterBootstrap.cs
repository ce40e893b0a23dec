using System.Text.Json.Nodes;
using Headroom.LocalCluster.Access;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Lifecycle;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Simulation;

namespace Headroom.LocalCluster.Hosting;

/// <summary>The objects that every cluster has before its first request.</summary>
internal sealed class ClusterBootstrap(KindRegistry kinds, ObjectWriter writer, NodesFile nodes, TimeProvider time)
{
    private static readonly (string Name, int Value)[] PriorityClasses =
        [("system-node-critical", 2_000_001_000), ("system-cluster-critical", 2_000_000_000)];

    /// <summary>Creates those that are missing: a restored cluster has most of them.</summary>
    public void Create()
    {
        foreach (var name in new[] { "default", "kube-system", "kube-public", "kube-node-lease" })
        {
            Add("", "namespaces", "", new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } });
        }

        foreach (var role in DefaultRoles.All())
        {
            Add("rbac.authorization.k8s.io", "clusterroles", "", role);
        }

        foreach (var (name, value) in PriorityClasses)
        {
            Add("scheduling.k8s.io", "priorityclasses", "", new JsonObject
            {
                ["metadata"] = new JsonObject { ["name"] = name }, ["value"] = value,
            });
        }

        foreach (var node in NodeObjects.From(nodes.Nodes, time.GetUtcNow()))
        {
            Add("", "nodes", "", node, WriteOptions.Kubelet);
        }
    }

    private void Add(string group, string plural, string scope, JsonObject json, WriteOptions? options = null)
    {
        var kind = kinds.Get(group, "v1", plural);
        if (kind.Store.Get(new ObjectKey(scope, json.Name())) is null)
        {
            writer.Create(kind, scope, json, options ?? WriteOptions.Server);
        }
    }
}

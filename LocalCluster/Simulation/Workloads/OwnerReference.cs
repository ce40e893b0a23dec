using System.Text.Json.Nodes;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Simulation.Workloads;

internal static class OwnerReference
{
    public static JsonObject To(ResourceKind kind, StoredObject owner) => new()
    {
        ["apiVersion"] = kind.ApiVersion,
        ["kind"] = kind.Kind,
        ["name"] = owner.Key.Name,
        ["uid"] = owner.Uid,
        ["controller"] = true,
        ["blockOwnerDeletion"] = true,
    };

    /// <summary>The key of the controller if it is of the kind; null otherwise.</summary>
    public static ObjectKey? Controller(StoredObject item, string kind) =>
        item.Json.ControllerReference() is { } owner && owner.Str("kind") == kind
            ? new ObjectKey(item.Key.Namespace, owner.Str("name") ?? "")
            : null;
}

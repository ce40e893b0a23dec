using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Lifecycle;

/// <summary>The members of ObjectMeta.</summary>
internal static class MetadataFields
{
    private static readonly HashSet<string> Known =
    [
        "name", "generateName", "namespace", "selfLink", "uid", "resourceVersion", "generation", "creationTimestamp",
        "deletionTimestamp", "deletionGracePeriodSeconds", "labels", "annotations", "ownerReferences", "finalizers", "managedFields",
    ];

    public static void Prune(JsonObject json, List<string> unknown)
    {
        if (json.Obj("metadata") is not { } metadata)
        {
            return;
        }

        foreach (var name in metadata.Select(m => m.Key).Where(k => !Known.Contains(k)).ToArray())
        {
            metadata.Remove(name);
            unknown.Add($"metadata.{name}");
        }
    }
}

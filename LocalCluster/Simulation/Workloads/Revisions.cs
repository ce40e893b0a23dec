using System.Text.Json.Nodes;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Lifecycle;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Simulation.Workloads;

/// <summary>The ControllerRevisions of StatefulSets and DaemonSets: what rollout history shows and rollout undo goes back to.</summary>
internal sealed class Revisions(KindRegistry kinds, OwnerIndex owners, ObjectWriter writer, ObjectDeleter deleter)
{
    public const string HashLabel = "controller-revision-hash";

    private readonly ResourceKind _revisions = kinds.Get("apps", "v1", "controllerrevisions");

    /// <summary>The revision of the owner's present template, made or renumbered when it is not the newest.</summary>
    public StoredObject Current(ResourceKind kind, StoredObject owner)
    {
        var template = owner.Json.Obj("spec").Obj("template");
        var name = $"{owner.Key.Name}-{ObjectNames.FromHash(PodTemplate.Hash(template))}";
        var known = owners.Owned(_revisions, owner.Uid).OrderBy(Number).ToArray();
        var newest = known.Length == 0 ? 0 : Number(known[^1]);
        if (known.FirstOrDefault(r => r.Key.Name == name) is not { } current)
        {
            return writer.Create(_revisions, owner.Key.Namespace, New(kind, owner, name, newest + 1), WriteOptions.Controllers);
        }

        return Number(current) == newest
            ? current
            : writer.Update(_revisions, current.Key, "", WriteOptions.Controllers, json =>
            {
                json["revision"] = newest + 1;
                return json;
            });
    }

    /// <summary>Deletes the oldest beyond the owner's limit; those that pods still run stay.</summary>
    public void Prune(StoredObject owner, IReadOnlySet<string> inUse)
    {
        var limit = (int)(owner.Json.Obj("spec").Int("revisionHistoryLimit") ?? 10);
        var old = owners.Owned(_revisions, owner.Uid).Where(r => !inUse.Contains(r.Key.Name)).OrderByDescending(Number);
        foreach (var revision in old.Skip(limit))
        {
            deleter.Delete(_revisions, revision.Key, DeleteOptions.Default);
        }
    }

    public static string? Of(StoredObject pod) => pod.Json.Labels().Str(HashLabel);

    private static JsonObject New(ResourceKind kind, StoredObject owner, string name, long number)
    {
        var template = (owner.Json.Obj("spec").Obj("template") ?? []).Copy();
        template["$patch"] = "replace";
        var labels = owner.Json.Obj("spec").Obj("template").Obj("metadata").Obj("labels")?.Copy() ?? [];
        labels[HashLabel] = name;
        return new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = name, ["labels"] = labels, ["ownerReferences"] = new JsonArray(OwnerReference.To(kind, owner)),
            },
            ["data"] = new JsonObject { ["spec"] = new JsonObject { ["template"] = template } },
            ["revision"] = number,
        };
    }

    private static long Number(StoredObject revision) => revision.Json.Int("revision") ?? 0;
}

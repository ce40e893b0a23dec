using System.Text.Json.Nodes;
using Headroom.LocalCluster.Http;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Lifecycle;

/// <summary>Deletes objects: at once, or by marking those that a finalizer, a kubelet or a namespace's content holds.</summary>
internal sealed class ObjectDeleter(ObjectWriter writer, TimeProvider time)
{
    /// <returns>The object as it was left, and whether it is gone.</returns>
    /// <exception cref="StatusException">The object does not exist or a precondition fails.</exception>
    public (StoredObject Object, bool Gone) Delete(ResourceKind kind, ObjectKey key, DeleteOptions options)
    {
        while (true)
        {
            var current = kind.Store.Get(key) ?? throw Failures.NotFound(kind, key.Name);
            CheckPreconditions(kind, current, options);
            if (kind.Kind == "Namespace" && key.Name is ("default" or "kube-system" or "kube-public"))
            {
                throw Failures.Forbidden(kind.Group, kind.Plural, key.Name, "this namespace may not be deleted");
            }

            if (options.DryRun)
            {
                return (current, true);
            }

            var finalizer = FinalizerFor(kind, options);
            var grace = Grace(kind, current, options);
            if (!current.Json.HasFinalizers() && finalizer is null && grace == 0 && kind.Kind != "Namespace")
            {
                if (writer.TryRemove(kind, current))
                {
                    return (current, true);
                }

                continue;
            }

            if (current.IsDeleting && grace >= (current.Metadata.Int("deletionGracePeriodSeconds") ?? 0))
            {
                return (current, false);
            }

            if (kind.Store.TryReplace(current, Mark(kind, current, grace, finalizer)) is { } marked)
            {
                return (marked, false);
            }
        }
    }

    private static void CheckPreconditions(ResourceKind kind, StoredObject current, DeleteOptions options)
    {
        if (options.Uid is { } uid && uid != current.Uid)
        {
            throw Failures.Conflict(kind, current.Key.Name, $"Precondition failed: UID in precondition: {uid}, UID in object meta: {current.Uid}");
        }

        if (options.ResourceVersion is { } version && version != current.Metadata.Str("resourceVersion"))
        {
            throw Failures.Conflict(kind, current.Key.Name, "Precondition failed: the resource version does not match");
        }
    }

    private static string? FinalizerFor(ResourceKind kind, DeleteOptions options) => options.Propagation switch
    {
        "Foreground" when kind.Kind != "Namespace" => "foregroundDeletion",
        "Orphan" => "orphan",
        _ => null,
    };

    // Only a pod that a kubelet may be running needs time; every other kind goes at once.
    private static long Grace(ResourceKind kind, StoredObject current, DeleteOptions options)
    {
        if (kind is not { Kind: "Pod", Group: "" } || current.Json.Obj("spec").Str("nodeName") is null
            || current.Json.Obj("status").Str("phase") is "Succeeded" or "Failed")
        {
            return 0;
        }

        return options.GraceSeconds ?? current.Json.Obj("spec").Int("terminationGracePeriodSeconds") ?? 30;
    }

    private JsonObject Mark(ResourceKind kind, StoredObject current, long grace, string? finalizer)
    {
        var json = current.ToMutable();
        var metadata = json.Ensure("metadata");
        metadata["deletionTimestamp"] = KubeTime.Seconds(time.GetUtcNow().AddSeconds(grace));
        metadata["deletionGracePeriodSeconds"] = grace;
        if (finalizer is not null)
        {
            var finalizers = metadata.Arr("finalizers") ?? [];
            if (!finalizers.Any(f => f.AsText() == finalizer))
            {
                finalizers.Add((JsonNode)finalizer);
            }

            metadata["finalizers"] = finalizers.DeepClone();
        }

        if (kind.Kind == "Namespace")
        {
            json.Ensure("status")["phase"] = "Terminating";
        }

        return json;
    }
}

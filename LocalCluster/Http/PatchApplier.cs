using System.Text.Json.Nodes;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Lifecycle;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Patching;

namespace Headroom.LocalCluster.Http;

/// <summary>Applies the four patch formats to stored objects.</summary>
internal sealed class PatchApplier(ObjectWriter writer, TimeProvider time)
{
    public const string ApplyType = "application/apply-patch+yaml";

    /// <returns>The stored object, and whether the patch created it.</returns>
    /// <exception cref="StatusException">The patch does not fit, or the result is refused.</exception>
    public (StoredObject Stored, bool Created) Apply(
        ResourceKind kind, ApiRequest request, string type, JsonNode patch, WriteOptions options)
    {
        var key = request.KeyFor(kind);
        switch (type, patch)
        {
            case ("application/merge-patch+json", JsonObject merge):
                return (writer.Update(kind, key, request.Subresource, options, o => Stored(kind, o, options, x => MergePatch.Apply(x, merge))), false);
            case ("application/strategic-merge-patch+json", JsonObject) when kind.IsCustom:
                throw new StatusException(
                    415, "UnsupportedMediaType",
                    "the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml");
            case ("application/strategic-merge-patch+json", JsonObject strategic):
                return (writer.Update(kind, key, request.Subresource, options, o => Stored(kind, o, options, x => StrategicMergePatch.Apply(x, strategic))), false);
            case ("application/json-patch+json", JsonArray operations):
                return (writer.Update(kind, key, request.Subresource, options, o => Stored(kind, o, options, x => JsonPatch.Apply(x, operations))), false);
            case (ApplyType, JsonObject configuration):
                return ServerSide(kind, request, configuration, options);
            default:
                throw Failures.UnsupportedMediaType(type);
        }
    }

    // A patch speaks the words of the version that it was sent to.
    private static JsonObject Stored(ResourceKind kind, JsonObject json, WriteOptions options, Func<JsonObject, JsonObject> patch)
    {
        var patched = patch(kind.Renaming?.FromStored(json) ?? json);
        ObjectRules.AdmitMembers(kind, patched, options);
        return kind.Renaming?.ToStored(patched) ?? patched;
    }

    private (StoredObject Stored, bool Created) ServerSide(
        ResourceKind kind, ApiRequest request, JsonObject configuration, WriteOptions options)
    {
        if (options.Manager == "unknown")
        {
            throw Failures.BadRequest("PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch");
        }

        var key = request.KeyFor(kind);
        if (configuration.Name() is { Length: > 0 } name && name != key.Name)
        {
            throw Failures.BadRequest($"the name of the object ({name}) does not match the name on the URL ({key.Name})");
        }

        if (configuration.Obj("metadata")?["managedFields"] is JsonArray { Count: > 0 })
        {
            throw Failures.BadRequest("metadata.managedFields must be nil");
        }

        ObjectRules.AdmitMembers(kind, configuration, options);
        var applied = kind.Renaming?.ToStored(configuration) ?? configuration;
        var fields = ObjectFields.Of(applied, kind.Shape);
        while (true)
        {
            if (kind.Store.Get(key) is not null)
            {
                return (writer.Update(kind, key, request.Subresource, options with { RecordsUpdate = false }, o => Merged(kind, o, applied, fields, request.Subresource, options)), false);
            }

            if (request.Subresource.Length > 0)
            {
                throw Failures.NotFound(kind, key.Name);
            }

            try
            {
                var fresh = applied.Copy();
                fresh.Ensure("metadata")["name"] = key.Name;
                ManagedFields.RecordApply(fresh, [], fields, kind, options, "", time.GetUtcNow());
                return (writer.Create(kind, request.Namespace, fresh, options with { RecordsUpdate = false }), true);
            }
            catch (StatusException e) when (e.Reason == "AlreadyExists")
            {
                // Created by someone else in between: merge into theirs.
            }
        }
    }

    private JsonObject Merged(
        ResourceKind kind, JsonObject current, JsonObject applied, JsonObject fields, string subresource, WriteOptions options)
    {
        var live = current.Copy();
        var merged = ServerSideApply.Merge(current, applied, kind.Shape);
        ManagedFields.RecordApply(merged, live, fields, kind, options, subresource, time.GetUtcNow());
        ServerSideApply.Remove(merged, ManagedFields.Abandoned(live, fields, options.Manager, subresource));
        return merged;
    }
}

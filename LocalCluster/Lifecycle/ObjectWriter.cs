using System.Text.Json.Nodes;
using Headroom.LocalCluster.Http;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Lifecycle;

/// <summary>Creates and updates objects under the rules of their kinds; the same for requests and for controllers.</summary>
internal sealed class ObjectWriter(KindRegistry kinds, CustomKinds customKinds, TimeProvider time, Random random)
{
    private readonly ServiceAddresses _addresses = new();
    private readonly PodAdmission _pods = new(kinds);

    /// <exception cref="StatusException">The object is refused, or its name is taken.</exception>
    public StoredObject Create(ResourceKind kind, string scope, JsonObject json, WriteOptions options)
    {
        var metadata = json.Ensure("metadata");
        json["apiVersion"] = kind.Renaming?.StoredApiVersion ?? kind.ApiVersion;
        json["kind"] = kind.Kind;
        if (string.IsNullOrEmpty(metadata.Str("name")))
        {
            metadata["name"] = GenerateName(kind, metadata);
        }

        if (kind.Namespaced)
        {
            CheckNamespace(scope, metadata, kind);
            metadata["namespace"] = scope;
        }
        else
        {
            metadata.Remove("namespace");
        }

        foreach (var member in new[] { "resourceVersion", "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink" })
        {
            metadata.Remove(member);
        }

        metadata["uid"] = NewUid();
        metadata["creationTimestamp"] = KubeTime.Seconds(time.GetUtcNow());
        if (kind.IsCustom || json.ContainsKey("spec"))
        {
            metadata["generation"] = 1;
        }

        if (kind.HasStatus && (kind.IsCustom || kind.Kind is not "Node"))
        {
            json.Remove("status");
        }

        if (kind is { Kind: "Pod", IsCustom: false })
        {
            _pods.Admit(kind, json);
        }

        ObjectRules.Admit(kind, json, options);
        if (options.RecordsUpdate)
        {
            metadata.Remove("managedFields");
            ManagedFields.RecordUpdate(json, null, kind, options.Manager, "", time.GetUtcNow());
        }

        InitialStatus.Apply(kind, json, time.GetUtcNow());
        var key = new ObjectKey(kind.Namespaced ? scope : "", json.Name());
        _addresses.Assign(kind, json);
        if (options.DryRun)
        {
            return new StoredObject(key, 0, json.ToUtf8());
        }

        var stored = kind.Store.TryCreate(key, json) ?? throw Failures.AlreadyExists(kind, key.Name);
        AfterWrite(kind, stored);
        return stored;
    }

    /// <summary>Reads, changes and writes until no other write came between.</summary>
    /// <param name="subresource">Empty, status or scale: which part the change may touch.</param>
    /// <param name="change">Gets a private copy of the current object; answers the object to store.</param>
    /// <exception cref="StatusException">The object is gone, the change is refused or names an older version.</exception>
    public StoredObject Update(
        ResourceKind kind, ObjectKey key, string subresource, WriteOptions options, Func<JsonObject, JsonObject> change)
    {
        while (true)
        {
            var current = kind.Store.Get(key) ?? throw Failures.NotFound(kind, key.Name);
            var changed = change(current.ToMutable());
            var json = Prepare(kind, current, changed, subresource, options);
            if (options.RecordsUpdate)
            {
                ManagedFields.RecordUpdate(json, current.Json, kind, options.Manager, subresource, time.GetUtcNow());
            }

            if (options.DryRun)
            {
                return new StoredObject(key, current.ResourceVersion, json.ToUtf8());
            }

            var isReleased = current.IsDeleting && !json.HasFinalizers() && !IsTerminatingGracefully(kind, json);
            var stored = kind.Store.TryReplace(current, json);
            if (stored is null)
            {
                continue;
            }

            if (isReleased && kind.Store.TryDelete(stored) is { } deleted)
            {
                AfterDelete(kind, deleted);
                return deleted;
            }

            if (!ReferenceEquals(stored, current))
            {
                AfterWrite(kind, stored);
            }

            return stored;
        }
    }

    /// <summary>Removes the object for good, whatever its finalizers say; false when it was gone or has changed.</summary>
    public bool TryRemove(ResourceKind kind, StoredObject expected)
    {
        if (kind.Store.TryDelete(expected) is not { } deleted)
        {
            return false;
        }

        AfterDelete(kind, deleted);
        return true;
    }

    public string NewUid()
    {
        Span<byte> bytes = stackalloc byte[16];
        lock (random)
        {
            random.NextBytes(bytes);
        }

        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    private static JsonObject Prepare(
        ResourceKind kind, StoredObject current, JsonObject changed, string subresource, WriteOptions options)
    {
        CheckPreconditions(kind, current, changed);
        if (subresource == "status")
        {
            var withStatus = current.ToMutable();
            // None is not null: clients read a status of null as a broken object.
            withStatus.Remove("status");
            if (changed["status"] is { } status)
            {
                withStatus["status"] = status.DeepClone();
            }

            if (kind.StatusHasAnnotations && changed.Obj("metadata").Obj("annotations") is { } annotations)
            {
                withStatus.Ensure("metadata")["annotations"] = annotations.DeepClone();
            }

            if (changed.Obj("metadata")?["managedFields"] is { } managed)
            {
                withStatus.Ensure("metadata")["managedFields"] = managed.DeepClone();
            }

            ObjectRules.AdmitStatus(kind, withStatus, options);
            return withStatus;
        }

        CheckFinalizers(kind, current, changed);
        CarryMetadata(kind, current, changed);
        ImmutableFields.Check(kind, current.Json, changed);
        ObjectRules.Admit(kind, changed, options);
        if (SpecChanged(kind, current.Json, changed))
        {
            changed.Ensure("metadata")["generation"] = (current.Metadata.Int("generation") ?? 0) + 1;
        }

        return changed;
    }

    private static void CheckPreconditions(ResourceKind kind, StoredObject current, JsonObject changed)
    {
        var metadata = changed.Obj("metadata");
        if (metadata.Str("resourceVersion") is { Length: > 0 } version && version != current.Metadata.Str("resourceVersion"))
        {
            throw Failures.Modified(kind, current.Key.Name);
        }

        if (metadata.Str("uid") is { Length: > 0 } uid && uid != current.Uid)
        {
            throw Failures.Conflict(kind, current.Key.Name, $"Precondition failed: UID in precondition: {uid}, UID in object meta: {current.Uid}");
        }
    }

    private static void CheckFinalizers(ResourceKind kind, StoredObject current, JsonObject changed)
    {
        var added = (changed.Obj("metadata").Arr("finalizers") ?? [])
            .Where(f => current.Metadata.Arr("finalizers")?.Any(k => JsonNode.DeepEquals(k, f)) is not true).Select(f => $"\"{f}\"").ToArray();
        if (current.IsDeleting && added.Length > 0)
        {
            throw Failures.Invalid(kind, current.Key.Name, [Schemas.FieldError.Forbidden(
                "metadata.finalizers",
                $"no new finalizers can be added if the object is being deleted, found new finalizers []string{{{string.Join(", ", added)}}}")]);
        }
    }

    private static void CarryMetadata(ResourceKind kind, StoredObject current, JsonObject changed)
    {
        changed["apiVersion"] = current.Json["apiVersion"]?.DeepClone();
        changed["kind"] = kind.Kind;
        var metadata = changed.Ensure("metadata");
        foreach (var member in new[]
        {
            "name", "namespace", "uid", "creationTimestamp", "generation", "generateName", "deletionTimestamp", "deletionGracePeriodSeconds",
        })
        {
            if (current.Metadata[member] is { } value)
            {
                metadata[member] = value.DeepClone();
            }
            else
            {
                metadata.Remove(member);
            }
        }

        if (!metadata.ContainsKey("managedFields") && current.Metadata["managedFields"] is { } managed)
        {
            metadata["managedFields"] = managed.DeepClone();
        }

        if (kind.HasStatus)
        {
            changed.Remove("status");
            if (current.Json["status"] is { } status)
            {
                changed["status"] = status.DeepClone();
            }
        }
    }

    private static bool SpecChanged(ResourceKind kind, JsonObject before, JsonObject after)
    {
        if (!kind.IsCustom)
        {
            return !JsonNode.DeepEquals(before["spec"], after["spec"]);
        }

        return before.Concat(after).Select(m => m.Key).Distinct().Any(name =>
            name is not ("apiVersion" or "kind" or "metadata") && !(kind.HasStatus && name == "status")
            && !JsonNode.DeepEquals(before[name], after[name]));
    }

    private static bool IsTerminatingGracefully(ResourceKind kind, JsonObject json) =>
        kind.Kind is "Namespace" || (kind.Kind == "Pod" && json.Obj("metadata").Int("deletionGracePeriodSeconds") is > 0);

    private string GenerateName(ResourceKind kind, JsonObject metadata)
    {
        if (metadata.Str("generateName") is not { Length: > 0 } prefix)
        {
            throw Failures.Invalid(kind, "", [Schemas.FieldError.Required("metadata.name", "name or generateName is required")]);
        }

        lock (random)
        {
            return prefix + ObjectNames.Suffix(random);
        }
    }

    private void CheckNamespace(string scope, JsonObject metadata, ResourceKind kind)
    {
        if (metadata.Str("namespace") is { Length: > 0 } given && given != scope)
        {
            throw Failures.BadRequest(
                $"the namespace of the provided object does not match the namespace sent on the request");
        }

        var namespaces = kinds.Get("", "v1", "namespaces");
        var found = namespaces.Store.Get(new ObjectKey("", scope)) ?? throw Failures.NotFound(namespaces, scope);
        if (found.IsDeleting)
        {
            throw Failures.Forbidden(
                kind.Group, kind.Plural, metadata.Str("name") ?? "",
                $"unable to create new content in namespace {scope} because it is being terminated");
        }
    }

    private void AfterWrite(ResourceKind kind, StoredObject stored)
    {
        if (kind.Kind == "CustomResourceDefinition" && !stored.IsDeleting)
        {
            customKinds.Serve(stored.ToMutable());
        }
    }

    private void AfterDelete(ResourceKind kind, StoredObject deleted)
    {
        if (kind.Kind == "CustomResourceDefinition")
        {
            foreach (var version in kinds.All.Where(k => k.IsCustom && k.QualifiedPlural == deleted.Key.Name))
            {
                foreach (var item in version.Store.List(null).Items)
                {
                    version.Store.TryDelete(item); // watchers learn that the objects went with their definition
                }
            }

            customKinds.Withdraw(deleted.Json);
        }
    }
}

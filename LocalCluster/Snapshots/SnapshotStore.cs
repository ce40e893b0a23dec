using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Storage;

namespace Headroom.LocalCluster.Snapshots;

/// <summary>Takes all objects but events out of the stores and puts them back with their uids and versions.</summary>
internal sealed class SnapshotStore(KindRegistry kinds, CustomKinds customKinds, VersionCounter versions)
{
    private const string Definitions = "apiextensions.k8s.io/v1/customresourcedefinitions";

    public void Save(string path)
    {
        var objects = kinds.All.Where(k => k.Renaming is null && k.Kind != "Event").DistinctBy(k => k.Store)
            .SelectMany(k => k.Store.List(null).Items.Select(i => (Resource: Resource(k), i.Utf8))).ToList();
        // Read last: no object in the file is newer than the version that a restart goes on from.
        SnapshotFile.Write(path, versions.Current, objects);
    }

    /// <summary>False when there is no snapshot.</summary>
    /// <exception cref="FormatException">The file is no whole snapshot; nothing was restored.</exception>
    public bool TryRestore(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        var (version, objects) = SnapshotFile.Read(path);
        versions.Restore(version);
        // Definitions first: they bring the kinds of the others.
        foreach (var (resource, utf8) in objects.OrderBy(o => o.Resource == Definitions ? 0 : 1))
        {
            Restore(resource, utf8);
        }

        foreach (var kind in kinds.All)
        {
            kind.Store.ForgetBefore(version);
        }

        return true;
    }

    private void Restore(string resource, byte[] utf8)
    {
        if (resource.Split('/') is not [var group, var version, var plural] || kinds.Find(group, version, plural) is not { } kind)
        {
            return; // of a kind that a newer or older program served
        }

        var json = JsonAccess.ParseObject(utf8);
        var key = new ObjectKey(kind.Namespaced ? json.Namespace() : "", json.Name());
        kind.Store.Restore(new StoredObject(key, long.Parse(json.Obj("metadata").Str("resourceVersion") ?? "1"), utf8));
        if (resource == Definitions)
        {
            customKinds.Serve(json);
        }
    }

    private static string Resource(ResourceKind kind) => $"{kind.Group}/{kind.Version}/{kind.Plural}";
}

using System.Text.Json.Nodes;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Storage;

namespace Headroom.LocalCluster.Simulation;

/// <summary>The dependents of every owner, kept current inside the stores' own writes.</summary>
internal sealed class OwnerIndex
{
    private readonly Dictionary<string, HashSet<(ResourceKind Kind, ObjectKey Key)>> _dependents = new(StringComparer.Ordinal);
    private readonly HashSet<ResourceStore> _attached = [];
    private readonly Lock _gate = new();

    private readonly KindRegistry _kinds;

    public OwnerIndex(KindRegistry kinds)
    {
        _kinds = kinds;
        kinds.OnEach(Attach);
    }

    /// <summary>Whether the object that an owner reference names exists with that uid.</summary>
    public bool IsAlive(JsonObject reference, string scope, string uid)
    {
        var kind = _kinds.FindKind(reference.Str("apiVersion") ?? "", reference.Str("kind") ?? "");
        var owner = kind?.Store.Get(new ObjectKey(kind.Namespaced ? scope : "", reference.Str("name") ?? ""));
        return owner?.Uid == uid;
    }

    /// <summary>Objects of the kind whose owner references name the uid, in no order.</summary>
    public IReadOnlyList<StoredObject> Owned(ResourceKind kind, string ownerUid) =>
    [
        .. Dependents(ownerUid).Where(d => ReferenceEquals(d.Kind.Store, kind.Store)).Select(d => d.Kind.Store.Get(d.Key))
            .OfType<StoredObject>(),
    ];

    public IReadOnlyList<(ResourceKind Kind, ObjectKey Key)> Dependents(string ownerUid)
    {
        lock (_gate)
        {
            return _dependents.TryGetValue(ownerUid, out var found) ? [.. found] : [];
        }
    }

    private void Attach(ResourceKind kind)
    {
        lock (_gate)
        {
            if (!_attached.Add(kind.Store))
            {
                return;
            }
        }

        kind.Store.OnChange(change => Update(kind, change));
    }

    private void Update(ResourceKind kind, Change change)
    {
        var before = change.Previous is { } previous ? Owners(previous) : [];
        var after = change.Type == ChangeType.Deleted ? [] : Owners(change.Object);
        if (before.Count == 0 && after.Count == 0)
        {
            return;
        }

        lock (_gate)
        {
            foreach (var uid in before.Except(after))
            {
                if (_dependents.TryGetValue(uid, out var set) && set.Remove((kind, change.Object.Key)) && set.Count == 0)
                {
                    _dependents.Remove(uid);
                }
            }

            foreach (var uid in after.Except(before))
            {
                if (!_dependents.TryGetValue(uid, out var set))
                {
                    _dependents[uid] = set = [];
                }

                set.Add((kind, change.Object.Key));
            }
        }
    }

    private static IReadOnlyList<string> Owners(StoredObject item) =>
        item.Metadata.Arr("ownerReferences") is { Count: > 0 } owners
            ? [.. owners.Objects().Select(o => o.Str("uid")).OfType<string>()]
            : [];
}

using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Headroom.LocalCluster.Http;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Lifecycle;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Storage;

namespace Headroom.LocalCluster.Simulation.Collection;

/// <summary>Deletes what is owned by deleted objects, and serves the foregroundDeletion and orphan finalizers.</summary>
/// <remarks>The queue's keys carry an owner's uid as their name.</remarks>
internal sealed class GarbageController : Controller
{
    private readonly OwnerIndex _owners;
    private readonly ObjectWriter _writer;
    private readonly ObjectDeleter _deleter;
    private readonly ConcurrentDictionary<string, (ResourceKind Kind, ObjectKey Key)> _ending = new(StringComparer.Ordinal);

    public GarbageController(
        KindRegistry kinds, OwnerIndex owners, ObjectWriter writer, ObjectDeleter deleter, SimulationClock clock,
        ILogger<GarbageController> logger)
        : base(clock, logger)
    {
        (_owners, _writer, _deleter) = (owners, writer, deleter);
        kinds.OnEach(kind => kind.Store.OnChange(change => OnChange(kind, change)));
    }

    protected override void Reconcile(ObjectKey key)
    {
        var uid = key.Name;
        if (!_ending.TryGetValue(uid, out var owner))
        {
            DeleteDependents(uid);
            return;
        }

        if (owner.Kind.Store.Get(owner.Key) is not { } item || item.Uid != uid)
        {
            _ending.TryRemove(uid, out _);
            DeleteDependents(uid);
        }
        else if (Has(item, "orphan"))
        {
            Orphan(uid);
            RemoveFinalizer(owner.Kind, item, "orphan");
        }
        else if (Has(item, "foregroundDeletion"))
        {
            DeleteDependents(uid, isForeground: true);
            if (_owners.Dependents(uid).Count == 0)
            {
                RemoveFinalizer(owner.Kind, item, "foregroundDeletion");
            }
        }
    }

    private void OnChange(ResourceKind kind, Change change)
    {
        if (change.Type == ChangeType.Deleted)
        {
            Queue.Add(new ObjectKey("", change.Object.Uid));
            foreach (var owner in change.Object.Metadata.Arr("ownerReferences").Objects())
            {
                Queue.Add(new ObjectKey("", owner.Str("uid") ?? ""));
            }
        }
        else if (change.Object.IsDeleting && (Has(change.Object, "foregroundDeletion") || Has(change.Object, "orphan")))
        {
            _ending[change.Object.Uid] = (kind, change.Object.Key);
            Queue.Add(new ObjectKey("", change.Object.Uid));
        }
    }

    // In the foreground a dependent that has dependents waits for them too.
    private void DeleteDependents(string uid, bool isForeground = false)
    {
        foreach (var (kind, key) in _owners.Dependents(uid))
        {
            if (!IsGoneOrGoing(uid))
            {
                return;
            }

            try
            {
                var waits = isForeground && kind.Store.Get(key) is { } item && _owners.Dependents(item.Uid).Count > 0;
                _deleter.Delete(kind, key, waits ? new DeleteOptions(Propagation: "Foreground") : DeleteOptions.Default);
            }
            catch (StatusException e) when (e.Code == 404)
            {
                // Already gone, which is what is wanted.
            }
        }
    }

    // A deleted dependent names owners that still live; those must not be emptied.
    private bool IsGoneOrGoing(string uid)
    {
        if (_ending.ContainsKey(uid))
        {
            return true;
        }

        foreach (var (kind, key) in _owners.Dependents(uid))
        {
            var reference = kind.Store.Get(key)?.Metadata.Arr("ownerReferences").Objects().FirstOrDefault(o => o.Str("uid") == uid);
            if (reference is not null)
            {
                return !_owners.IsAlive(reference, key.Namespace, uid);
            }
        }

        return true;
    }

    private void Orphan(string uid)
    {
        foreach (var (kind, key) in _owners.Dependents(uid))
        {
            _writer.Update(kind, key, "", WriteOptions.Controllers, json =>
            {
                var owners = json.Obj("metadata").Arr("ownerReferences");
                json.Ensure("metadata")["ownerReferences"] = new JsonArray(
                    [.. owners.Objects().Where(o => o.Str("uid") != uid).Select(o => o.DeepClone())]);
                return json;
            });
        }
    }

    private void RemoveFinalizer(ResourceKind kind, StoredObject item, string finalizer) =>
        _writer.Update(kind, item.Key, "", WriteOptions.Controllers, json =>
        {
            var finalizers = json.Obj("metadata").Arr("finalizers");
            json.Ensure("metadata")["finalizers"] = new JsonArray(
                [.. (finalizers ?? []).Where(f => f.AsText() != finalizer).Select(f => f?.DeepClone())]);
            return json;
        });

    private static bool Has(StoredObject item, string finalizer) =>
        item.Metadata.Arr("finalizers")?.Any(f => f.AsText() == finalizer) is true;
}

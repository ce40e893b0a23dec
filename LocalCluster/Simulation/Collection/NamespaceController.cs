using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Headroom.LocalCluster.Http;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Lifecycle;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Storage;

namespace Headroom.LocalCluster.Simulation.Collection;

/// <summary>Gives a new namespace its default service account, and empties a deleted one before it goes.</summary>
internal sealed class NamespaceController : Controller
{
    private readonly KindRegistry _kinds;
    private readonly ResourceKind _namespaces;
    private readonly ObjectWriter _writer;
    private readonly ObjectDeleter _deleter;
    private readonly SimulationClock _clock;
    private readonly ConcurrentDictionary<string, bool> _ending = new(StringComparer.Ordinal);

    public NamespaceController(
        KindRegistry kinds, ObjectWriter writer, ObjectDeleter deleter, SimulationClock clock, ILogger<NamespaceController> logger)
        : base(clock, logger)
    {
        (_kinds, _writer, _deleter, _clock) = (kinds, writer, deleter, clock);
        _namespaces = kinds.Get("", "v1", "namespaces");
        _namespaces.Store.OnChange(change => Queue.Add(change.Object.Key));
        kinds.OnEach(kind => kind.Store.OnChange(OnContent));
    }

    protected override void Reconcile(ObjectKey key)
    {
        if (_namespaces.Store.Get(key) is not { } item)
        {
            _ending.TryRemove(key.Name, out _);
            return;
        }

        if (!item.IsDeleting)
        {
            EnsureServiceAccount(key.Name);
            return;
        }

        _ending[key.Name] = true;
        foreach (var kind in _kinds.All.Where(k => k.Namespaced && k.Renaming is null))
        {
            foreach (var content in kind.Store.List(key.Name).Items)
            {
                Delete(kind, content);
            }
        }

        // What a kubelet or a finalizer holds queues the namespace again when it goes.
        var left = _kinds.All.Where(k => k.Namespaced && k.Renaming is null)
            .Select(k => (Kind: k, k.Store.List(key.Name).Items)).Where(c => c.Items.Count > 0).ToArray();
        if (left.Length > 0)
        {
            _writer.Update(_namespaces, key, "status", WriteOptions.Controllers, json =>
            {
                NamespaceConditions.Set(json.Ensure("status"), left, KubeTime.Seconds(_clock.Now));
                return json;
            });
        }
        else if (!item.Json.HasFinalizers())
        {
            _writer.TryRemove(_namespaces, item);
        }
    }

    private void Delete(ResourceKind kind, StoredObject content)
    {
        try
        {
            _deleter.Delete(kind, content.Key, DeleteOptions.Default);
        }
        catch (StatusException e) when (e.Code == 404)
        {
            // Gone in the meantime.
        }
    }

    private void EnsureServiceAccount(string scope)
    {
        var accounts = _kinds.Get("", "v1", "serviceaccounts");
        if (accounts.Store.Get(new ObjectKey(scope, "default")) is null)
        {
            _writer.Create(
                accounts, scope, new JsonObject { ["metadata"] = new JsonObject { ["name"] = "default" } }, WriteOptions.Controllers);
        }
    }

    private void OnContent(Change change)
    {
        if (change.Type == ChangeType.Deleted && _ending.ContainsKey(change.Object.Key.Namespace))
        {
            Queue.Add(new ObjectKey("", change.Object.Key.Namespace));
        }
    }
}

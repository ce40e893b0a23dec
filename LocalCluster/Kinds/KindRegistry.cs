using System.Collections.Immutable;

namespace Headroom.LocalCluster.Kinds;

/// <summary>The kinds that are served now. Reads take no lock; custom kinds come and go at run time.</summary>
internal sealed class KindRegistry
{
    private ImmutableList<ResourceKind> _all = [];
    private ImmutableDictionary<(string Group, string Version, string Plural), ResourceKind> _byResource =
        ImmutableDictionary<(string, string, string), ResourceKind>.Empty;

    private readonly Lock _gate = new();
    private Action<ResourceKind>? _added;

    public IReadOnlyList<ResourceKind> All => _all;

    /// <summary>Counts the changes, so that documents derived from the kinds can be cached.</summary>
    public int Revision { get; private set; }

    public ResourceKind? Find(string group, string version, string plural) =>
        _byResource.GetValueOrDefault((group, version, plural));

    public ResourceKind? FindAnyVersion(string group, string plural) =>
        _all.Find(k => k.Group == group && k.Plural == plural);

    public ResourceKind? FindKind(string apiVersion, string kind) =>
        _all.Find(k => k.Kind == kind && k.ApiVersion == apiVersion);

    /// <exception cref="KeyNotFoundException">The kind is not served.</exception>
    public ResourceKind Get(string group, string version, string plural) => _byResource[(group, version, plural)];

    /// <summary>Calls the handler for every kind that is served now or later.</summary>
    public void OnEach(Action<ResourceKind> handler)
    {
        ImmutableList<ResourceKind> known;
        lock (_gate)
        {
            _added += handler;
            known = _all;
        }

        known.ForEach(handler);
    }

    public void Add(ResourceKind kind)
    {
        lock (_gate)
        {
            var key = (kind.Group, kind.Version, kind.Plural);
            if (_byResource.TryGetValue(key, out var known))
            {
                _all = _all.Replace(known, kind);
            }
            else
            {
                _all = _all.Add(kind);
            }

            _byResource = _byResource.SetItem(key, kind);
            Revision++;
        }

        _added?.Invoke(kind);
    }

    public void Remove(string group, string plural)
    {
        lock (_gate)
        {
            foreach (var kind in _all.FindAll(k => k.Group == group && k.Plural == plural))
            {
                _all = _all.Remove(kind);
                _byResource = _byResource.Remove((kind.Group, kind.Version, kind.Plural));
            }

            Revision++;
        }
    }
}

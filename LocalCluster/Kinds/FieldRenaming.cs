using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Kinds;

/// <summary>A version of a kind that differs from the stored one in apiVersion and in the names of top-level members.</summary>
/// <param name="Names">Pairs of (name in this version, name as stored).</param>
internal sealed record FieldRenaming(string ApiVersion, string StoredApiVersion, IReadOnlyList<(string Here, string Stored)> Names)
{
    /// <summary>The two faces of Event: one storage in the words of core/v1.</summary>
    public static readonly FieldRenaming Events = new("events.k8s.io/v1", "v1",
    [
        ("regarding", "involvedObject"), ("note", "message"), ("reportingController", "reportingComponent"),
        ("deprecatedSource", "source"), ("deprecatedFirstTimestamp", "firstTimestamp"),
        ("deprecatedLastTimestamp", "lastTimestamp"), ("deprecatedCount", "count"),
    ]);

    /// <summary>What renaming cannot say, done to the renamed object; null where names are the whole difference.</summary>
    public Action<JsonObject>? ReshapeFromStored { get; init; }

    public Action<JsonObject>? ReshapeToStored { get; init; }

    public JsonObject FromStored(JsonObject stored)
    {
        var json = Rename(stored, ApiVersion, Names.Select(n => (n.Stored, n.Here)));
        ReshapeFromStored?.Invoke(json);
        return json;
    }

    public JsonObject ToStored(JsonObject json)
    {
        var stored = Rename(json, StoredApiVersion, Names);
        ReshapeToStored?.Invoke(stored);
        return stored;
    }

    public string ToStoredPath(string path)
    {
        foreach (var (here, stored) in Names)
        {
            if (path == here || path.StartsWith(here + ".", StringComparison.Ordinal))
            {
                return stored + path[here.Length..];
            }
        }

        return path;
    }

    private static JsonObject Rename(JsonObject source, string apiVersion, IEnumerable<(string From, string To)> names)
    {
        var copy = source.Copy();
        copy["apiVersion"] = apiVersion;
        foreach (var (from, to) in names)
        {
            if (copy.TryGetPropertyValue(from, out var value))
            {
                copy.Remove(from);
                copy[to] = value;
            }
        }

        return copy;
    }
}

using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Selectors;

namespace Headroom.LocalCluster.Kinds;

/// <summary>Where a kind keeps what its scale subresource shows.</summary>
/// <param name="Selector">Null when the kind has no selector.</param>
internal sealed record ScalePaths(string[] SpecReplicas, string[] StatusReplicas, string[]? Selector)
{
    public static readonly ScalePaths Workload = new(["spec", "replicas"], ["status", "replicas"], ["spec", "selector"]);

    public static string[] Split(string path) => path.TrimStart('.').Split('.');

    public long Replicas(JsonObject json) => Find(json, SpecReplicas).AsInteger() ?? 0;

    public long StatusOf(JsonObject json) => Find(json, StatusReplicas).AsInteger() ?? 0;

    /// <summary>Which pods are the object's; null when it does not say.</summary>
    public LabelSelector? SelectorOf(JsonObject json) => Selector is { } path && Find(json, path) is { } selector
        ? selector.AsText() is { } text ? LabelSelector.Parse(text) : LabelSelector.FromObject(selector as JsonObject)
        : null;

    public void SetReplicas(JsonObject json, long replicas)
    {
        var parent = json;
        foreach (var member in SpecReplicas[..^1])
        {
            parent = parent.Ensure(member);
        }

        parent[SpecReplicas[^1]] = replicas;
    }

    private static JsonNode? Find(JsonObject json, string[] path)
    {
        JsonNode? at = json;
        foreach (var member in path)
        {
            at = (at as JsonObject)?[member];
        }

        return at;
    }
}

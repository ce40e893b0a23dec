using System.Text.Json.Nodes;

namespace Headroom.Kubernetes.Patches;

/// <summary>The JSON merge patch (RFC 7396) that turns one document into another.</summary>
internal static class MergeDifference
{
    /// <returns>Null when the documents are equal. A list that differs is in it whole: merge patches know no elements.</returns>
    public static JsonObject? Between(JsonObject before, JsonObject after)
    {
        var patch = new JsonObject();
        foreach (var (name, _) in before)
        {
            if (after[name] is null)
            {
                patch[name] = null;
            }
        }

        foreach (var (name, now) in after)
        {
            var old = before[name];
            if (now is not null && !JsonNode.DeepEquals(old, now))
            {
                patch[name] = old is JsonObject from && now is JsonObject to ? Between(from, to) : now.DeepClone();
            }
        }

        return patch.Count == 0 ? null : patch;
    }
}

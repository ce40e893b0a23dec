using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Simulation.Workloads;

/// <summary>Pods from templates, and the hash that tells templates apart.</summary>
internal static class PodTemplate
{
    public static JsonObject Instantiate(StoredObject owner, JsonObject reference)
    {
        var template = owner.Json.Obj("spec").Obj("template");
        var metadata = new JsonObject { ["ownerReferences"] = new JsonArray(reference) };
        foreach (var member in new[] { "labels", "annotations" })
        {
            if (template.Obj("metadata")?[member] is { } value)
            {
                metadata[member] = value.DeepClone();
            }
        }

        return new JsonObject { ["metadata"] = metadata, ["spec"] = template?["spec"]?.DeepClone() };
    }

    /// <summary>FNV-1a over the template with its members in order, so that equal templates hash equally.</summary>
    public static uint Hash(JsonObject? template)
    {
        var hash = 2166136261u;
        Add(template, ref hash);
        return hash;
    }

    private static void Add(JsonNode? node, ref uint hash)
    {
        switch (node)
        {
            case JsonObject o:
                Add('{', ref hash);
                foreach (var (name, value) in o.Where(m => m.Value is not null).OrderBy(m => m.Key, StringComparer.Ordinal))
                {
                    Add(name, ref hash);
                    Add(value, ref hash);
                }

                break;
            case JsonArray array:
                Add('[', ref hash);
                foreach (var item in array)
                {
                    Add(item, ref hash);
                }

                break;
            default:
                Add(node?.ToJsonString() ?? "null", ref hash);
                break;
        }
    }

    private static void Add(string text, ref uint hash)
    {
        foreach (var c in text)
        {
            Add(c, ref hash);
        }

        Add('\0', ref hash);
    }

    private static void Add(char c, ref uint hash) => hash = unchecked((hash ^ c) * 16777619u);
}

using System.Text.Json.Nodes;

namespace Headroom.LocalCluster.Schemas;

/// <summary>Removes the members that a schema does not name.</summary>
internal static class SchemaPruning
{
    private static readonly string[] ResourceMembers = ["apiVersion", "kind", "metadata"];

    /// <param name="isResource">The value is an object with apiVersion, kind and metadata of its own.</param>
    /// <param name="unknown">Receives the paths of the removed members.</param>
    public static void Prune(JsonNode? value, StructuralSchema schema, bool isResource, string path, List<string> unknown)
    {
        switch (value)
        {
            case JsonObject o:
                PruneObject(o, schema, isResource || schema.EmbeddedResource, path, unknown);
                break;
            case JsonArray array when schema.Items is { } items:
                for (var i = 0; i < array.Count; i++)
                {
                    Prune(array[i], items, false, $"{path}[{i}]", unknown);
                }

                break;
        }
    }

    private static void PruneObject(
        JsonObject value, StructuralSchema schema, bool isResource, string path, List<string> unknown)
    {
        List<string>? removed = null;
        foreach (var (name, child) in value)
        {
            if (isResource && ResourceMembers.Contains(name))
            {
                continue;
            }

            var childPath = path.Length == 0 ? name : $"{path}.{name}";
            if (schema.Properties.TryGetValue(name, out var property))
            {
                Prune(child, property, false, childPath, unknown);
            }
            else if (schema.AdditionalProperties is { } additional)
            {
                Prune(child, additional, false, childPath, unknown);
            }
            else if (!schema.PreserveUnknown && !schema.AllowsAdditional)
            {
                (removed ??= []).Add(name);
                unknown.Add(childPath);
            }
        }

        foreach (var name in removed ?? [])
        {
            value.Remove(name);
        }
    }
}

using System.Text.Json.Nodes;

namespace Headroom.LocalCluster.Schemas;

/// <summary>Fills missing members from the schema's defaults, outermost first, so that nested defaults apply too.</summary>
internal static class SchemaDefaulting
{
    public static void Apply(JsonNode? value, StructuralSchema schema)
    {
        switch (value)
        {
            case JsonObject o:
                ApplyToObject(o, schema);
                break;
            case JsonArray array when schema.Items is { } items:
                foreach (var item in array)
                {
                    Apply(item, items);
                }

                break;
        }
    }

    private static void ApplyToObject(JsonObject value, StructuralSchema schema)
    {
        foreach (var (name, property) in schema.Properties)
        {
            var present = value.TryGetPropertyValue(name, out var child);
            if (present && child is null && !property.Nullable)
            {
                // A null where null is not allowed counts as unset when a default can take its place.
                if (property.Default is not null)
                {
                    present = false;
                }
            }

            if (!present && property.Default is { } fallback)
            {
                child = fallback.DeepClone();
                value[name] = child;
            }

            Apply(child, property);
        }

        if (schema.AdditionalProperties is { } additional)
        {
            foreach (var (name, child) in value)
            {
                if (!schema.Properties.ContainsKey(name))
                {
                    Apply(child, additional);
                }
            }
        }
    }
}

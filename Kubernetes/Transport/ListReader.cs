using System.Text.Json;

namespace Headroom.Kubernetes.Transport;

/// <summary>Reads a list page item by item, so that a kind needs no list type of its own.</summary>
internal static class ListReader
{
    /// <exception cref="JsonException">The answer is no list.</exception>
    public static ResourceList<T> Read<T>(ResourceType<T> type, ReadOnlySpan<byte> utf8)
        where T : KubernetesObject
    {
        var reader = new Utf8JsonReader(utf8);
        var items = new List<T>();
        string? version = null;
        string? next = null;
        Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("metadata"u8))
            {
                ReadMetadata(ref reader, ref version, ref next);
            }
            else if (reader.ValueTextEquals("items"u8))
            {
                ReadItems(ref reader, type, items);
            }
            else
            {
                reader.Skip();
            }
        }

        return new ResourceList<T>(items, version ?? "", string.IsNullOrEmpty(next) ? null : next);
    }

    private static void ReadMetadata(ref Utf8JsonReader reader, ref string? version, ref string? next)
    {
        Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("resourceVersion"u8))
            {
                reader.Read();
                version = reader.GetString();
            }
            else if (reader.ValueTextEquals("continue"u8))
            {
                reader.Read();
                next = reader.GetString();
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void ReadItems<T>(ref Utf8JsonReader reader, ResourceType<T> type, List<T> items)
        where T : KubernetesObject
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return; // Go marshals an empty slice that was never made as null
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(type.Complete(JsonSerializer.Deserialize(ref reader, type.Json) ?? throw new JsonException("a null item")));
        }
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType token)
    {
        if (!reader.Read() || reader.TokenType != token)
        {
            throw new JsonException($"expected {token}, found {reader.TokenType}");
        }
    }
}

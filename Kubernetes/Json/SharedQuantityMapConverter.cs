using System.Text.Json;
using System.Text.Json.Serialization;

namespace Headroom.Kubernetes.Json;

/// <summary>Reads requests, limits and the like, which all pods of a workload repeat.</summary>
public sealed class SharedQuantityMapConverter : JsonConverter<IReadOnlyDictionary<string, Quantity>>
{
    private static readonly QuantityJsonConverter Values = new();

    public override IReadOnlyDictionary<string, Quantity> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("expected an object of quantities");
        }

        var map = new Dictionary<string, Quantity>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = SharedTextConverter.Read(ref reader);
            reader.Read();
            map[name] = Values.Read(ref reader, typeof(Quantity), options);
        }

        return SharedMap<Quantity>.Of(map);
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, Quantity> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, quantity) in value)
        {
            writer.WritePropertyName(name);
            Values.Write(writer, quantity, options);
        }

        writer.WriteEndObject();
    }
}

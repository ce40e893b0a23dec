using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Headroom.Kubernetes.Json;

/// <summary>Reads <c>"250m"</c> and bare numbers; writes the canonical string.</summary>
public sealed class QuantityJsonConverter : JsonConverter<Quantity>
{
    public override Quantity Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        // A bare number is parsed from its own digits: going through double would lose exactness.
        var text = reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number => reader.HasValueSequence
                ? Encoding.UTF8.GetString(reader.ValueSequence)
                : Encoding.UTF8.GetString(reader.ValueSpan),
            _ => null,
        };
        return Quantity.TryParse(text, out var quantity)
            ? quantity
            : throw new JsonException($"'{text}' is not a quantity");
    }

    public override void Write(Utf8JsonWriter writer, Quantity value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

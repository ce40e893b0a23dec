using System.Text.Json;
using System.Text.Json.Serialization;

namespace Headroom.Kubernetes.Json;

/// <summary>Reads a text that many objects repeat.</summary>
public sealed class SharedTextConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    /// <summary>The text of the token that the reader stands on.</summary>
    internal static string Read(ref Utf8JsonReader reader) =>
        reader.HasValueSequence || reader.ValueIsEscaped || reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName)
            ? reader.GetString() ?? ""
            : SharedText.Of(reader.ValueSpan);
}

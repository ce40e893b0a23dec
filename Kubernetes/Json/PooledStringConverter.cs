using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Headroom.Kubernetes.Json;

/// <summary>
/// Reads short strings from a small shared table: a cache of 10,000 pods says <c>default</c>, <c>ReplicaSet</c> and
/// <c>True</c> ten thousand times, and one instance of each is enough.
/// </summary>
/// <remarks>
/// The table is direct-mapped and never grows: what collides replaces what was there. Racing readers may each make an
/// instance, which costs a few bytes and nothing else.
/// </remarks>
public sealed class PooledStringConverter : JsonConverter<string>
{
    private const int Slots = 4_096;
    private const int LongestPooled = 40;

    private static readonly string?[] Table = new string?[Slots];

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? null : Pooled(ref reader);

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Pooled(ref reader);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value);

    private static string Pooled(ref Utf8JsonReader reader)
    {
        // A property name may be read as one too; the reader's own GetString refuses anything but these two.
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName)
            || reader.HasValueSequence || reader.ValueIsEscaped || reader.ValueSpan.Length > LongestPooled)
        {
            return reader.GetString()!; // null only for a null token, which never gets here
        }

        var text = reader.ValueSpan;
        ref var slot = ref Table[Hash(text) & (Slots - 1)];
        var pooled = Volatile.Read(ref slot);
        if (pooled is not null && Ascii.Equals(text, pooled))
        {
            return pooled;
        }

        var fresh = Encoding.UTF8.GetString(text);
        Volatile.Write(ref slot, fresh);
        return fresh;
    }

    // FNV-1a: short keys, no need to withstand an adversary, who could only make the table useless.
    private static uint Hash(ReadOnlySpan<byte> text)
    {
        var hash = 2_166_136_261u;
        foreach (var letter in text)
        {
            hash = unchecked((hash ^ letter) * 16_777_619u);
        }

        return hash ^ (hash >> 15);
    }
}

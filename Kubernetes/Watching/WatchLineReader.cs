using System.Buffers;
using System.Text.Json;
using Headroom.Kubernetes.Json;

namespace Headroom.Kubernetes.Watching;

/// <summary>Reads one watch line, without the line break.</summary>
internal static class WatchLineReader
{
    /// <returns>Null for an event type that is not known here.</returns>
    /// <exception cref="KubernetesApiException">The line is an ERROR event.</exception>
    /// <exception cref="JsonException">The line is no watch event.</exception>
    public static WatchEvent<T>? Read<T>(ResourceType<T> type, ReadOnlySequence<byte> line)
        where T : KubernetesObject
    {
        var reader = new Utf8JsonReader(line);
        var name = default(ReadOnlySpan<byte>);
        var body = default(ReadOnlySequence<byte>);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("a watch line is not an object");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                name = reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan;
            }
            else if (reader.ValueTextEquals("object"u8))
            {
                reader.Read();
                var start = reader.TokenStartIndex;
                reader.Skip();
                body = line.Slice(start, reader.BytesConsumed - start);
            }
            else
            {
                reader.Skip();
            }
        }

        return ToEvent(type, name, body);
    }

    private static WatchEvent<T>? ToEvent<T>(ResourceType<T> type, ReadOnlySpan<byte> name, ReadOnlySequence<byte> body)
        where T : KubernetesObject
    {
        if (name.SequenceEqual("ERROR"u8))
        {
            var errorReader = new Utf8JsonReader(body);
            var status = JsonSerializer.Deserialize(ref errorReader, KubernetesJson.Default.ApiStatus);
            throw new KubernetesApiException(status ?? new ApiStatus { Code = 500, Message = "the watch failed" });
        }

        WatchEventType? known = name switch
        {
            _ when name.SequenceEqual("ADDED"u8) => WatchEventType.Added,
            _ when name.SequenceEqual("MODIFIED"u8) => WatchEventType.Modified,
            _ when name.SequenceEqual("DELETED"u8) => WatchEventType.Deleted,
            _ when name.SequenceEqual("BOOKMARK"u8) => WatchEventType.Bookmark,
            _ => null,
        };
        if (known is not { } kind)
        {
            return null;
        }

        var reader = new Utf8JsonReader(body);
        var item = JsonSerializer.Deserialize(ref reader, type.Json) ?? throw new JsonException("a watch event without an object");
        return new WatchEvent<T>(kind, type.Complete(item));
    }
}

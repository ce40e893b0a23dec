using System.Text;
using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Protobuf;

/// <summary>Kubernetes' protobuf objects as JSON.</summary>
/// <remarks>
/// The envelope is <c>k8s\0</c> and a runtime.Unknown: typeMeta = 1 { apiVersion = 1, kind = 2 }, raw = 2. Members that
/// the table does not name are refused rather than dropped, so that nothing is lost in silence.
/// </remarks>
internal static class ProtobufReader
{
    // The server's own book-keeping: a client that sends it back says nothing by it.
    private static readonly (string, int) ManagedFields = ("ObjectMeta", 17);

    private static readonly byte[] Magic = [0x6B, 0x38, 0x73, 0x00];

    /// <exception cref="FormatException">The bytes are no such object, or hold a message or member that is not known.</exception>
    public static JsonObject Read(ReadOnlySpan<byte> body)
    {
        if (!body.StartsWith(Magic))
        {
            throw new FormatException("the body does not start with the Kubernetes protobuf prefix");
        }

        var (apiVersion, kind) = ("", "");
        ReadOnlySpan<byte> raw = default;
        var envelope = new WireReader(body[Magic.Length..]);
        while (envelope.Next())
        {
            if (envelope.Number == 1)
            {
                var type = new WireReader(envelope.Bytes);
                while (type.Next())
                {
                    var text = Encoding.UTF8.GetString(type.Bytes);
                    (apiVersion, kind) = type.Number == 1 ? (text, kind) : (apiVersion, text);
                }
            }
            else if (envelope.Number == 2)
            {
                raw = envelope.Bytes;
            }
        }

        var json = new JsonObject { ["apiVersion"] = apiVersion, ["kind"] = kind };
        foreach (var (name, value) in Message(raw, MessageTable.Find($"{apiVersion}/{kind}") is null ? kind : $"{apiVersion}/{kind}"))
        {
            json[name] = value?.DeepClone();
        }

        return json;
    }

    private static JsonObject Message(ReadOnlySpan<byte> bytes, string message)
    {
        var fields = MessageTable.Find(message)
            ?? throw new FormatException($"the message {message} is not known as protobuf; send JSON");
        var json = new JsonObject();
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            if (fields.TryGetValue(reader.Number, out var field))
            {
                Add(json, field, ref reader);
            }
            else if (message != "Empty" && (message, reader.Number) != ManagedFields && (reader.Varint != 0 || reader.Bytes.Length > 0))
            {
                throw new FormatException($"member {reader.Number} of {message} is not known as protobuf; send JSON");
            }
        }

        return json;
    }

    private static void Add(JsonObject json, ProtobufField field, ref WireReader reader)
    {
        if (field.Type.StartsWith("map", StringComparison.Ordinal))
        {
            AddEntry(json.Ensure(field.Name), field.Type, reader.Bytes);
            return;
        }

        var value = Value(field, ref reader);
        if (field.IsList)
        {
            if (json.Arr(field.Name) is not { } list)
            {
                json[field.Name] = list = [];
            }

            list.Add(value ?? (field.Type == "string" ? "" : new JsonObject()));
        }
        else if (value is not null)
        {
            json[field.Name] = value;
        }
    }

    // Null for the zero of a member that is no pointer: JSON leaves those out.
    private static JsonNode? Value(ProtobufField field, ref WireReader reader)
    {
        switch (field.Type)
        {
            case "string":
                return reader.Bytes.Length == 0 && !field.IsPointer ? null : Encoding.UTF8.GetString(reader.Bytes);
            case "int":
                return reader.Varint == 0 && !field.IsPointer ? null : (long)reader.Varint;
            case "bool":
                return reader.Varint == 0 && !field.IsPointer ? null : reader.Varint != 0;
            case "time":
                var time = new WireReader(reader.Bytes);
                return time.Next() && time.Varint > 0 ? KubeTime.Seconds(DateTimeOffset.FromUnixTimeSeconds((long)time.Varint)) : null;
            case "intstr":
                return IntOrString(reader.Bytes);
            default:
                var message = Message(reader.Bytes, field.Type);
                return message.Count == 0 && !field.IsList ? null : message;
        }
    }

    private static JsonNode IntOrString(ReadOnlySpan<byte> bytes)
    {
        var (isText, number, text) = (false, 0L, "");
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            switch (reader.Number)
            {
                case 1:
                    isText = reader.Varint == 1;
                    break;
                case 2:
                    number = (long)reader.Varint;
                    break;
                case 3:
                    text = Encoding.UTF8.GetString(reader.Bytes);
                    break;
            }
        }

        return isText ? text : number;
    }

    private static void AddEntry(JsonObject map, string type, ReadOnlySpan<byte> bytes)
    {
        var key = "";
        ReadOnlySpan<byte> value = default;
        var entry = new WireReader(bytes);
        while (entry.Next())
        {
            if (entry.Number == 1)
            {
                key = Encoding.UTF8.GetString(entry.Bytes);
            }
            else
            {
                value = entry.Bytes;
            }
        }

        map[key] = type switch
        {
            "mapbytes" => Convert.ToBase64String(value),
            "mapquantity" => Quantity(value),
            _ => Encoding.UTF8.GetString(value),
        };
    }

    private static string Quantity(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        return reader.Next() ? Encoding.UTF8.GetString(reader.Bytes) : "0";
    }
}

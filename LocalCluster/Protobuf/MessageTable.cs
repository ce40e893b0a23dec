using System.Diagnostics;

namespace Headroom.LocalCluster.Protobuf;

/// <summary>The field numbers of the messages in the embedded messages.txt.</summary>
internal static class MessageTable
{
    private static readonly Dictionary<string, Dictionary<int, ProtobufField>> Messages = Load();

    public static Dictionary<int, ProtobufField>? Find(string message) => Messages.GetValueOrDefault(message);

    private static Dictionary<string, Dictionary<int, ProtobufField>> Load()
    {
        using var stream = typeof(MessageTable).Assembly.GetManifestResourceStream("protobuf-messages.txt")
            ?? throw new UnreachableException("the messages are embedded at build");
        using var reader = new StreamReader(stream);
        var messages = new Dictionary<string, Dictionary<int, ProtobufField>>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var parts = line.Split(':', 2);
            messages[parts[0]] = parts[1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(f => f.Split(' '))
                .ToDictionary(f => int.Parse(f[0]), f => Field(f[1], f[2]));
        }

        return messages;
    }

    private static ProtobufField Field(string name, string type) => new(
        name, type.TrimStart('[', ']', '*'), type.StartsWith("[]", StringComparison.Ordinal), type.StartsWith('*'));
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Headroom.Activator.Asynchronous;

/// <summary>Headers as text for one column, in their order and with those that come twice.</summary>
internal static class HeaderList
{
    public static string Write(IEnumerable<KeyValuePair<string, string>> headers) =>
        JsonSerializer.Serialize([.. headers.Select(static h => new[] { h.Key, h.Value })], HeaderListJson.Default.StringArrayArray);

    public static IReadOnlyList<KeyValuePair<string, string>> Read(string text) =>
        [.. (JsonSerializer.Deserialize(text, HeaderListJson.Default.StringArrayArray) ?? []).Select(static h => KeyValuePair.Create(h[0], h[1]))];
}

[JsonSerializable(typeof(string[][]))]
internal sealed partial class HeaderListJson : JsonSerializerContext;

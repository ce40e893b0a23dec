using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Headroom.ControlPlane.Api.Tests.Hosting;

internal static class JsonHttp
{
    public static async Task<JsonNode> GetJsonAsync(this HttpClient client, string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(expected == response.StatusCode, $"{path}: {(int)response.StatusCode} {text}");
        return JsonNode.Parse(text) ?? throw new JsonException("null");
    }

    public static long Id(this JsonNode decision) => decision["id"]!.GetValue<long>();

    public static string[] Names(this JsonNode node) => [.. node.AsObject().Select(static p => p.Key)];
}

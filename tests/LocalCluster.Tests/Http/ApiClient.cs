using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Headroom.LocalCluster.Hosting;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Tests.Http;

/// <summary>A cluster over plain HTTP and a client of it.</summary>
internal sealed class ApiClient : IAsyncDisposable
{
    private readonly HttpClient _http;

    private ApiClient(LocalClusterHost host)
    {
        Host = host;
        _http = new HttpClient { BaseAddress = host.Address };
    }

    public LocalClusterHost Host { get; }

    public static async Task<ApiClient> StartAsync(LocalClusterOptions? options = null) =>
        new(await LocalClusterHost.StartAsync((options ?? new LocalClusterOptions()) with { Tls = false }, CancellationToken.None));

    /// <summary>With the Autopilot kind of crd.yaml served.</summary>
    public static async Task<ApiClient> StartWithAutopilotsAsync(LocalClusterOptions? options = null)
    {
        var client = await StartAsync(options);
        var (status, _) = await client.SendAsync(
            HttpMethod.Post, "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", Golden.Json("crd.yaml").ToJsonString());
        Assert.Equal(HttpStatusCode.Created, status);
        return client;
    }

    public async Task<(HttpStatusCode Status, JsonObject Body)> SendAsync(
        HttpMethod method, string path, string? body = null, string contentType = "application/json", string? token = null, string? accept = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        }

        token ??= Host.AdminToken;
        request.Headers.Authorization = token.Length == 0 ? null : new AuthenticationHeaderValue("Bearer", token);

        if (accept is not null)
        {
            request.Headers.Accept.ParseAdd(accept);
        }

        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return (response.StatusCode, bytes.Length > 0 && bytes[0] == '{' ? JsonAccess.ParseObject(bytes) : []);
    }

    /// <summary>The events of a watch, in order, until the server ends it.</summary>
    public async IAsyncEnumerable<JsonObject> WatchAsync(string path)
    {
        var ct = TestContext.Current.CancellationToken;
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Host.AdminToken);
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(ct));
        while (await reader.ReadLineAsync(ct) is { } line)
        {
            yield return JsonAccess.ParseObject(Encoding.UTF8.GetBytes(line));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Host.DisposeAsync();
    }
}

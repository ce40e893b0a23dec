using System.Net;
using System.Net.ServerSentEvents;

namespace Headroom.ControlPlane.Api.Tests.Hosting;

/// <summary>A client of the event stream.</summary>
internal sealed class EventReader : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly HttpClient _client;
    private readonly HttpResponseMessage _response;
    private readonly IAsyncEnumerator<SseItem<string>> _events;

    private EventReader(HttpClient client, HttpResponseMessage response, Stream body)
    {
        _client = client;
        _response = response;
        _events = SseParser.Create(body).EnumerateAsync().GetAsyncEnumerator();
    }

    public static Task<EventReader> OpenAsync(ApiServer server, string query = "", string? lastEventId = null, string token = "admin") =>
        OpenAsync(server.Client(token), "/api/v1/stream" + query, lastEventId);

    public static async Task<EventReader> OpenAsync(HttpClient client, string url, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return new EventReader(client, response, await response.Content.ReadAsStreamAsync());
    }

    /// <returns>Null at the end of the stream.</returns>
    public async Task<SseItem<string>?> NextAsync() =>
        await _events.MoveNextAsync().AsTask().WaitAsync(Limit) ? _events.Current : null;

    public async Task<IReadOnlyList<SseItem<string>>> NextAsync(int count)
    {
        var items = new List<SseItem<string>>();
        while (items.Count < count && await NextAsync() is { } item)
        {
            items.Add(item);
        }

        return items;
    }

    public ValueTask DisposeAsync()
    {
        _response.Dispose();
        _client.Dispose();
        return ValueTask.CompletedTask;
    }
}

using System.Net.Http.Headers;
using System.Text;

namespace Headroom.Bench.ApiServer;

/// <summary>Writers that create, patch, replace and delete ConfigMaps of one kilobyte while watchers follow.</summary>
internal sealed class WriteLoad(ServedCluster cluster)
{
    private const string Path = "/api/v1/namespaces/default/configmaps";
    private static readonly string Text = new('x', 1_000);

    private long _writes;
    private long _events;

    /// <returns>Writes answered per second, events that each watcher got per second, and the writes of warm-up and measurement.</returns>
    public async Task<(double Writes, double Events, long All)> RunAsync(int writers, int watchers, TimeSpan warmUp, TimeSpan length, CancellationToken ct)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Task[] running =
        [
            .. Enumerable.Range(0, watchers).Select(_ => WatchAsync(ending.Token)),
            .. Enumerable.Range(0, writers).Select(i => WriteAsync(i, ending.Token)),
        ];
        await Task.Delay(warmUp, TimeProvider.System, ct);
        var (begun, writes, events) = (TimeProvider.System.GetTimestamp(), Interlocked.Read(ref _writes), Interlocked.Read(ref _events));
        await Task.WhenAny([.. running, Task.Delay(length, TimeProvider.System, ct)]);
        var seconds = TimeProvider.System.GetElapsedTime(begun).TotalSeconds;
        var rates = ((Interlocked.Read(ref _writes) - writes) / seconds, (Interlocked.Read(ref _events) - events) / seconds / watchers, Interlocked.Read(ref _writes));
        await ending.CancelAsync();
        await Task.WhenAll(running);
        return rates;
    }

    private async Task WriteAsync(int writer, CancellationToken ct)
    {
        using var client = cluster.Client();
        try
        {
            for (var i = 0; ; i++)
            {
                var name = $"w{writer}-{i}";
                var body = $$$"""{"metadata":{"name":"{{{name}}}","labels":{"writer":"{{{writer}}}"}},"data":{"text":"{{{Text}}}"}}""";
                await SendAsync(client, HttpMethod.Post, Path, body, "application/json", ct);
                await SendAsync(client, HttpMethod.Patch, $"{Path}/{name}", """{"metadata":{"annotations":{"step":"1"}}}""", "application/merge-patch+json", ct);
                await SendAsync(client, HttpMethod.Put, $"{Path}/{name}", body.Replace("\"text\"", "\"other\"", StringComparison.Ordinal), "application/json", ct);
                await SendAsync(client, HttpMethod.Delete, $"{Path}/{name}", null, "", ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Measured.
        }
    }

    private async Task SendAsync(HttpClient client, HttpMethod method, string path, string? body, string type, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        }

        using var answer = await client.SendAsync(request, ct);
        if (!answer.IsSuccessStatusCode)
        {
            throw new BenchException($"{method} {path} was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(ct)}");
        }

        Interlocked.Increment(ref _writes);
    }

    private async Task WatchAsync(CancellationToken ct)
    {
        using var client = cluster.Client();
        var buffer = new byte[64 * 1024];
        try
        {
            await using var stream = await client.GetStreamAsync($"{Path}?watch=1", ct);
            for (int read; (read = await stream.ReadAsync(buffer, ct)) > 0;)
            {
                Interlocked.Add(ref _events, buffer.AsSpan(0, read).Count((byte)'\n'));
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Measured.
        }
    }
}

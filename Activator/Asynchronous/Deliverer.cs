using System.Net;
using Headroom.Activator.Forwarding;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Headroom.Activator.Asynchronous;

/// <summary>Sends a kept request through this activator's own door, so that it is held, wakes its service and counts as demand like any other.</summary>
internal sealed class Deliverer(IServer server, DeliveryMark mark, IOptions<AsynchronousOptions> options, TimeProvider time) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <returns>Waiting where it is to be delivered again.</returns>
    /// <exception cref="OperationCanceledException">The activator ends.</exception>
    public async Task<KeptResult> DeliverAsync(KeptRequest kept, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(options.Value.AttemptLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            using var request = Make(kept);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            return await ReadAsync(kept, response, both.Token);
        }
        catch (HttpRequestException error)
        {
            return Again(kept, error.Message);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Again(kept, $"it was not answered within {options.Value.AttemptLimit}");
        }
    }

    public void Dispose() => _http.Dispose();

    public static KeptResult Again(KeptRequest kept, string error) => new(KeptState.Waiting, kept.Attempts, null, [], [], error);

    private async Task<KeptResult> ReadAsync(KeptRequest kept, HttpResponseMessage response, CancellationToken ct)
    {
        var most = options.Value.LargestResponseBytes;
        using var body = new MemoryStream();
        await using var from = await response.Content.ReadAsStreamAsync(ct);
        var buffer = new byte[16 * 1024];
        while (await from.ReadAsync(buffer, ct) is > 0 and var count)
        {
            if (body.Length + count > most)
            {
                return new KeptResult(KeptState.Failed, kept.Attempts, null, [], [], $"the service answered {(int)response.StatusCode} with more than {most} bytes");
            }

            body.Write(buffer, 0, count);
        }

        var headers = response.Headers.Concat(response.Content.Headers)
            .Where(static h => !HopHeaders.Contains(h.Key) && !h.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            .SelectMany(static h => h.Value.Select(v => KeyValuePair.Create(h.Key, v)));
        // The service could not take it, or not now; any other answer is its answer.
        var state = response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
            ? KeptState.Waiting
            : KeptState.Done;
        return new KeptResult(state, kept.Attempts, (int)response.StatusCode, [.. headers], body.ToArray(), state == KeptState.Done ? null : $"it was answered {(int)response.StatusCode}");
    }

    private HttpRequestMessage Make(KeptRequest kept)
    {
        var request = new HttpRequestMessage(new HttpMethod(kept.Method), new Uri(Root() + kept.Target))
        {
            Content = kept.Body.Length > 0 ? new ByteArrayContent(kept.Body) : null,
        };
        request.Headers.Host = kept.Host;
        foreach (var (name, value) in kept.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        // By these a service can tell a request that it has served already.
        request.Headers.TryAddWithoutValidation("Headroom-Request-Id", kept.Id.ToString("N"));
        request.Headers.TryAddWithoutValidation("Headroom-Attempt", $"{kept.Attempts}");
        mark.PutOn(request);
        return request;
    }

    // The first address is the one for HTTP/1.1; one that stands for all is reached over the loopback.
    private string Root()
    {
        var address = new Uri(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        var host = IPAddress.TryParse(address.Host, out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)) ? "127.0.0.1" : address.Host;
        return $"http://{host}:{address.Port}";
    }
}

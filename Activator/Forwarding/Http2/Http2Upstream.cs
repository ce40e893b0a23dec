using System.Net;
using System.Net.Sockets;
using Headroom.Activator.Answers;
using Headroom.Activator.Forwarding.Http1;
using Headroom.Activator.Holding;
using Microsoft.AspNetCore.Http.Features;

namespace Headroom.Activator.Forwarding.Http2;

/// <summary>Forwards over HTTP/2 without TLS, as gRPC needs it: both ways at once, with the response's trailers.</summary>
internal sealed class Http2Upstream(TimeProvider time) : IUpstream, IDisposable
{
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        EnableMultipleHttp2Connections = true,
        ConnectTimeout = TimeSpan.FromSeconds(2),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(50),
        RequestHeaderEncodingSelector = static (_, _) => System.Text.Encoding.Latin1,
        ResponseHeaderEncodingSelector = static (_, _) => System.Text.Encoding.Latin1,
    });

    public async Task<ForwardOutcome> ForwardAsync(HttpContext context, Replica replica, TimeSpan left)
    {
        using var request = Http2Request.Make(context, replica.Root);
        using var late = new CancellationTokenSource(left, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, context.RequestAborted);
        try
        {
            using var response = await _client.SendAsync(request, either.Token);
            late.CancelAfter(Timeout.InfiniteTimeSpan);
            replica.Answers(time);
            await RelayAsync(context, response, either.Token);
            return ForwardOutcome.Ended;
        }
        catch (Exception error) when (Ended.Is(error) || error is HttpRequestException or BadHttpRequestException)
        {
            return await FailAsync(context, error, late.IsCancellationRequested);
        }
        finally
        {
            context.Request.BodyReader.CancelPendingRead();
        }
    }

    public void Dispose() => _client.Dispose();

    private static async Task RelayAsync(HttpContext context, HttpResponseMessage response, CancellationToken ct)
    {
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
        {
            if (!HopHeaders.Contains(name))
            {
                context.Response.Headers[name] = values.ToArray();
            }
        }

        if (HttpMethods.IsHead(context.Request.Method) || (int)response.StatusCode is 204 or 205 or 304)
        {
            return;
        }

        await using var body = await response.Content.ReadAsStreamAsync(ct);
        // The head goes out before the first byte of the body is there: a stream may begin with silence.
        var to = context.Response.BodyWriter;
        await to.FlushAsync(ct);
        while (await body.ReadAsync(to.GetMemory(4096), ct) is > 0 and var count)
        {
            to.Advance(count);
            await to.FlushAsync(ct);
        }

        foreach (var (name, values) in response.TrailingHeaders.NonValidated)
        {
            if (context.Response.SupportsTrailers())
            {
                context.Response.AppendTrailer(name, values.ToArray());
            }
        }
    }

    private static async Task<ForwardOutcome> FailAsync(HttpContext context, Exception error, bool isLate)
    {
        if (context.Response.HasStarted)
        {
            context.Features.Get<IHttpResetFeature>()?.Reset(2);
            context.Abort();
        }
        else if (error is BadHttpRequestException bad)
        {
            await Refusals.AnswerAsync(context, bad.StatusCode, bad.Message);
        }
        else if (context.RequestAborted.IsCancellationRequested)
        {
            return ForwardOutcome.Ended;
        }
        else if (isLate)
        {
            await Refusals.LateAsync(context, isHeld: false);
        }
        else if (error is HttpRequestException { InnerException: SocketException, HttpRequestError: HttpRequestError.ConnectionError })
        {
            return ForwardOutcome.Unreached;
        }
        else
        {
            context.Response.Clear();
            await Refusals.BadGatewayAsync(context, error);
        }

        return ForwardOutcome.Ended;
    }
}

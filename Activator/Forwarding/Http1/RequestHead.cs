using System.Buffers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Headroom.Activator.Forwarding.Http1;

/// <summary>Writes the head of a request as the replica gets it.</summary>
internal static class RequestHead
{
    private static readonly SearchValues<char> Breaks = SearchValues.Create("\0\r\n");

    /// <returns>False for a request that cannot be said in HTTP/1.1.</returns>
    public static bool TryWrite(OutBuffer to, HttpContext context, BodyFraming framing, string? upgrade)
    {
        to.Clear();
        var request = context.Request;
        if (!TryWriteLine(to, context, upgrade) || request.Host.Value is not { } host || HasBreaks(host))
        {
            return false;
        }

        to.WriteHeader("Host", host);
        var named = HopHeaders.NamedBy(request.Headers.Connection);
        foreach (var (name, values) in request.Headers)
        {
            if (IsForwarded(name) && named?.Contains(name) is not true && !TryWriteHeader(to, name, values))
            {
                return false;
            }
        }

        WriteForwarded(to, context, host);
        WriteConnection(to, request, framing, upgrade);
        to.Write("\r\n"u8);
        return true;
    }

    private static bool TryWriteLine(OutBuffer to, HttpContext context, string? upgrade)
    {
        var raw = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        // As the client wrote it; from the absolute form, which proxies get, only what is behind the host.
        var target = raw.StartsWith('/') || raw is "*" ? raw : context.Request.Path.ToUriComponent() + context.Request.QueryString.ToUriComponent();
        if (target.Length == 0 || target.AsSpan().ContainsAnyExceptInRange('!', (char)0xff))
        {
            return false;
        }

        // A WebSocket over HTTP/2 comes as CONNECT, and goes on as it does in HTTP/1.1.
        to.Write(upgrade is null ? context.Request.Method : "GET");
        to.Write(" "u8);
        to.Write(target);
        to.Write(" HTTP/1.1\r\n"u8);
        return true;
    }

    private static bool IsForwarded(string name) =>
        name[0] != ':' && !HopHeaders.Contains(name) && !name.Equals("Host", StringComparison.OrdinalIgnoreCase)
        && !name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) && !name.Equals("X-Forwarded-For", StringComparison.OrdinalIgnoreCase);

    private static bool TryWriteHeader(OutBuffer to, string name, StringValues values)
    {
        if (values.Count > 1 && name.Equals("Cookie", StringComparison.OrdinalIgnoreCase))
        {
            // HTTP/2 splits what HTTP/1.1 wants in one line.
            values = string.Join("; ", values.ToArray());
        }

        foreach (var value in values)
        {
            if (value is null || HasBreaks(value) || HasBreaks(name))
            {
                return false;
            }

            to.WriteHeader(name, value);
        }

        return true;
    }

    private static void WriteForwarded(OutBuffer to, HttpContext context, string host)
    {
        var headers = context.Request.Headers;
        to.WriteHeader("X-Forwarded-For", ForwardedFor.Chain(context));
        if (!headers.ContainsKey("X-Forwarded-Proto"))
        {
            to.WriteHeader("X-Forwarded-Proto", context.Request.Scheme);
        }

        if (!headers.ContainsKey("X-Forwarded-Host"))
        {
            to.WriteHeader("X-Forwarded-Host", host);
        }
    }

    private static void WriteConnection(OutBuffer to, HttpRequest request, BodyFraming framing, string? upgrade)
    {
        if (framing == BodyFraming.Chunked)
        {
            to.Write("Transfer-Encoding: chunked\r\n"u8);
        }
        else if (framing == BodyFraming.Length)
        {
            to.Write("Content-Length: "u8);
            to.WriteDecimal(request.ContentLength ?? 0);
            to.Write("\r\n"u8);
        }

        if (upgrade is not null)
        {
            to.Write("Connection: Upgrade\r\n"u8);
            to.WriteHeader("Upgrade", upgrade);
            if (!request.Headers.ContainsKey("Sec-WebSocket-Key") && upgrade.Equals("websocket", StringComparison.OrdinalIgnoreCase))
            {
                to.WriteHeader("Sec-WebSocket-Key", Convert.ToBase64String(RandomNumberGenerator.GetBytes(16)));
            }
        }
        else if (request.Headers.TE.Count > 0 && request.Headers.TE.ToString().Contains("trailers", StringComparison.OrdinalIgnoreCase))
        {
            to.Write("Connection: TE\r\nTE: trailers\r\n"u8);
        }
    }

    private static bool HasBreaks(string text) => text.AsSpan().ContainsAny(Breaks);
}

using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Headroom.Activator.Forwarding.Http1;

/// <summary>Sends a request's body on while it arrives.</summary>
internal static class RequestBody
{
    // Small pieces go out with their framing in one write.
    private const int Coalesced = 16 * 1024;

    public static BodyFraming FramingOf(HttpContext context) =>
        context.Request.ContentLength is > 0 ? BodyFraming.Length
        : context.Request.ContentLength is null && context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody is true ? BodyFraming.Chunked
        : HasZeroLength(context.Request) ? BodyFraming.Length
        : BodyFraming.None;

    /// <summary>Puts a small body that has arrived already behind the head, so that both leave in one write.</summary>
    /// <returns>True when that was all of it.</returns>
    public static bool TryAppendWhole(Http1Connection to, HttpContext context)
    {
        var length = context.Request.ContentLength;
        if (length is not (> 0 and <= Coalesced) || !context.Request.BodyReader.TryRead(out var read))
        {
            return false;
        }

        if (read.Buffer.Length != length)
        {
            context.Request.BodyReader.AdvanceTo(read.Buffer.Start);
            return false;
        }

        foreach (var part in read.Buffer)
        {
            to.Out.Write(part.Span);
        }

        context.Request.BodyReader.AdvanceTo(read.Buffer.End);
        return true;
    }

    /// <returns>False when it was cancelled before its end.</returns>
    public static async Task<bool> SendAsync(Http1Connection to, HttpContext context, BodyFraming framing)
    {
        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync();
            if (read.IsCanceled)
            {
                reader.AdvanceTo(read.Buffer.Start);
                return false;
            }

            foreach (var part in read.Buffer)
            {
                await SendPartAsync(to, part, framing);
            }

            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                break;
            }
        }

        if (framing == BodyFraming.Chunked)
        {
            WriteEnd(to.Out, context);
            await to.SendOutAsync();
        }

        return true;
    }

    private static async ValueTask SendPartAsync(Http1Connection to, ReadOnlyMemory<byte> part, BodyFraming framing)
    {
        if (framing == BodyFraming.Length)
        {
            await to.SendAsync(part);
            return;
        }

        if (part.Length == 0)
        {
            // A chunk of no bytes would be the end.
            return;
        }

        to.Out.Clear();
        to.Out.WriteHex(part.Length);
        to.Out.Write("\r\n"u8);
        if (part.Length <= Coalesced)
        {
            to.Out.Write(part.Span);
            to.Out.Write("\r\n"u8);
            await to.SendOutAsync();
        }
        else
        {
            await to.SendOutAsync();
            await to.SendAsync(part);
            to.Out.Clear();
            to.Out.Write("\r\n"u8);
            await to.SendOutAsync();
        }
    }

    private static void WriteEnd(OutBuffer to, HttpContext context)
    {
        to.Clear();
        to.Write("0\r\n"u8);
        if (context.Features.Get<IHttpRequestTrailersFeature>() is { Available: true } trailers)
        {
            foreach (var (name, values) in trailers.Trailers)
            {
                WriteTrailer(to, name, values);
            }
        }

        to.Write("\r\n"u8);
    }

    private static void WriteTrailer(OutBuffer to, string name, StringValues values)
    {
        foreach (var value in values)
        {
            if (value is not null && !HopHeaders.Contains(name) && value.AsSpan().IndexOfAny('\r', '\n', '\0') < 0)
            {
                to.WriteHeader(name, value);
            }
        }
    }

    private static bool HasZeroLength(HttpRequest request) => request.ContentLength == 0;
}

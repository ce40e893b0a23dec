using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Headroom.Activator.Forwarding.Http1;

/// <summary>Reads the head of a replica's response. What could be read in two ways is refused.</summary>
internal ref struct ResponseHead
{
    private static readonly SearchValues<byte> Forbidden = SearchValues.Create([0, 10, 13]);
    private static readonly SearchValues<byte> Token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private ReadOnlySpan<byte> _lines;
    private StringValues _connection;
    private bool _hasOtherCoding;
    private readonly bool _isOld;

    /// <param name="head">Up to and with the empty line.</param>
    /// <exception cref="UpstreamException">It is not the head of an HTTP/1 response.</exception>
    public ResponseHead(ReadOnlySpan<byte> head)
    {
        var end = head.IndexOf("\r\n"u8);
        var line = head[..end];
        if (line.Length < 12 || !line.StartsWith("HTTP/1."u8) || line[7] is not ((byte)'0' or (byte)'1') || line[8] != ' '
            || !Utf8Parser.TryParse(line.Slice(9, 3), out int status, out var digits) || digits != 3 || status is < 100 or > 999
            || (line.Length > 12 && line[12] != ' ') || line.ContainsAny(Forbidden))
        {
            throw new UpstreamException("the replica's response does not begin with a status line");
        }

        _isOld = line[7] == '0';
        Status = status;
        Reason = line.Length > 13 ? line[13..] : [];
        _lines = head[(end + 2)..^2];
    }

    public int Status { get; }

    public ReadOnlySpan<byte> Reason { get; }

    /// <summary>Null where it says none.</summary>
    public long? ContentLength { get; private set; }

    public bool IsChunked { get; private set; }

    /// <summary>The replica closes after this response.</summary>
    public bool Closes { get; private set; }

    /// <summary>Puts status and headers on the response to the client.</summary>
    /// <exception cref="UpstreamException">A header is malformed, or two say different lengths.</exception>
    public void Apply(HttpResponse response, bool isUpgrade)
    {
        response.StatusCode = Status;
        if (response.HttpContext.Features.Get<IHttpResponseFeature>() is { } feature && Reason.Length > 0)
        {
            feature.ReasonPhrase = KnownText.Value(Reason);
        }

        while (_lines.Length > 0)
        {
            var end = _lines.IndexOf("\r\n"u8);
            var line = _lines[..end];
            _lines = _lines[(end + 2)..];
            var colon = line.IndexOf((byte)':');
            if (colon <= 0 || line[..colon].ContainsAnyExcept(Token))
            {
                throw new UpstreamException("the replica's response has a malformed header");
            }

            Take(response.Headers, line[..colon], line[(colon + 1)..].Trim(" \t"u8), isUpgrade);
        }

        Finish(response);
    }

    private void Take(IHeaderDictionary headers, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, bool isUpgrade)
    {
        if (value.ContainsAny(Forbidden))
        {
            throw new UpstreamException("the replica's response has a malformed header");
        }

        if (Ascii.EqualsIgnoreCase(name, "content-length"u8))
        {
            if (value.ContainsAnyExceptInRange((byte)'0', (byte)'9') || !Utf8Parser.TryParse(value, out long length, out _) || (ContentLength ?? length) != length)
            {
                throw new UpstreamException("the replica's response has no single length");
            }

            ContentLength = length;
        }
        else if (Ascii.EqualsIgnoreCase(name, "transfer-encoding"u8))
        {
            _hasOtherCoding |= IsChunked || !Ascii.EqualsIgnoreCase(value, "chunked"u8);
            IsChunked = true;
        }
        else if (Ascii.EqualsIgnoreCase(name, "connection"u8))
        {
            _connection = StringValues.Concat(_connection, Encoding.Latin1.GetString(value));
        }
        else
        {
            var text = KnownText.Name(name);
            if (!HopHeaders.Contains(text) || (isUpgrade && text == "Upgrade"))
            {
                var values = KnownText.Value(value);
                if (!headers.TryAdd(text, values))
                {
                    headers.Append(text, values);
                }
            }
        }
    }

    private void Finish(HttpResponse response)
    {
        if (_hasOtherCoding || (IsChunked && (ContentLength is not null || _isOld)))
        {
            throw new UpstreamException("the replica's response says its length in two ways");
        }

        Closes = _isOld;
        foreach (var value in _connection)
        {
            Closes |= value?.Contains("close", StringComparison.OrdinalIgnoreCase) is true;
        }

        foreach (var name in HopHeaders.NamedBy(_connection) ?? [])
        {
            response.Headers.Remove(name);
        }

        // A response without content has no length either, but for the one that repeats what GET would have had.
        response.ContentLength = Status is 204 or 205 or < 200 ? null : ContentLength;
    }
}

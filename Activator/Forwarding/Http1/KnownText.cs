using System.Collections.Frozen;
using System.Text;

namespace Headroom.Activator.Forwarding.Http1;

/// <summary>Strings for bytes that come again and again, so that they are not made anew for each response.</summary>
internal static class KnownText
{
    private const int Longest = 40;

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Names = Lookup(
        StringComparer.OrdinalIgnoreCase,
        "Accept-Ranges", "Access-Control-Allow-Credentials", "Access-Control-Allow-Headers", "Access-Control-Allow-Methods",
        "Access-Control-Allow-Origin", "Access-Control-Expose-Headers", "Age", "Allow", "Alt-Svc", "Cache-Control",
        "Content-Disposition", "Content-Encoding", "Content-Language", "Content-Location", "Content-Range",
        "Content-Security-Policy", "Content-Type", "Date", "ETag", "Expires", "Keep-Alive", "Last-Modified", "Link",
        "Location", "Pragma", "Referrer-Policy", "Retry-After", "Server", "Set-Cookie", "Strict-Transport-Security",
        "Trailer", "Upgrade", "Vary", "Via", "WWW-Authenticate", "X-Content-Type-Options", "X-Frame-Options", "X-Request-Id");

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Values = Lookup(
        StringComparer.Ordinal,
        "OK", "Created", "Accepted", "No Content", "Not Found", "Bad Request", "Internal Server Error", "Found", "Not Modified",
        "application/json", "application/json; charset=utf-8", "text/plain", "text/plain; charset=utf-8", "text/html",
        "text/html; charset=utf-8", "text/event-stream", "application/octet-stream", "application/grpc", "no-cache", "no-store",
        "bytes", "Kestrel", "nginx", "uvicorn", "gzip", "nosniff");

    public static string Name(ReadOnlySpan<byte> bytes) => Of(Names, bytes);

    public static string Value(ReadOnlySpan<byte> bytes) => Of(Values, bytes);

    private static string Of(FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> known, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= Longest)
        {
            Span<char> text = stackalloc char[Longest];
            text = text[..Encoding.Latin1.GetChars(bytes, text)];
            return known.TryGetValue(text, out var found) ? found : text.ToString();
        }

        return Encoding.Latin1.GetString(bytes);
    }

    private static FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Lookup(StringComparer comparer, params string[] texts) =>
        texts.ToFrozenDictionary(static t => t, comparer).GetAlternateLookup<ReadOnlySpan<char>>();
}

using System.Buffers;
using System.Buffers.Text;
using System.IO.Pipelines;

namespace Headroom.Activator.Forwarding.Http1;

/// <summary>Relays a response's body. What has arrived is passed on before more is waited for.</summary>
internal static class ResponseBody
{
    private const int LongestChunkLine = 4096;

    /// <exception cref="UpstreamException">The replica closed early or framed wrongly.</exception>
    /// <exception cref="OperationCanceledException">The client left.</exception>
    public static Task RelayAsync(Http1Connection from, HttpResponse to, BodyFraming framing, long length) => framing switch
    {
        BodyFraming.Length => CopyAsync(from, to.BodyWriter, length, mayEnd: false),
        BodyFraming.UntilClose => CopyAsync(from, to.BodyWriter, long.MaxValue, mayEnd: true),
        BodyFraming.Chunked => RelayChunksAsync(from, to),
        _ => Task.CompletedTask,
    };

    private static async Task CopyAsync(Http1Connection from, PipeWriter to, long left, bool mayEnd)
    {
        left -= CopyBuffered(from, to, left);
        while (left > 0)
        {
            await FlushAsync(to);
            var room = to.GetMemory(4096);
            var count = await from.ReceiveAsync(room[..(int)Math.Min(room.Length, left)]);
            if (count == 0)
            {
                _ = mayEnd ? 0 : throw new UpstreamException("the replica closed the connection in the middle of its response");
                return;
            }

            to.Advance(count);
            left -= count;
        }
    }

    private static async Task RelayChunksAsync(Http1Connection from, HttpResponse to)
    {
        while (true)
        {
            var size = await ReadSizeAsync(from, to.BodyWriter);
            if (size == 0)
            {
                break;
            }

            while (size > 0)
            {
                await FillAsync(from, to.BodyWriter, 1);
                size -= CopyBuffered(from, to.BodyWriter, size);
            }

            await FillAsync(from, to.BodyWriter, 2);
            if (!from.Buffered.StartsWith("\r\n"u8))
            {
                throw new UpstreamException("a chunk of the replica's response is longer than it says");
            }

            from.Consume(2);
        }

        await ReadTrailersAsync(from, to);
    }

    private static async ValueTask<long> ReadSizeAsync(Http1Connection from, PipeWriter to)
    {
        var line = await LineLengthAsync(from, to);
        var text = from.Buffered[..line];
        var extension = text.IndexOf((byte)';');
        var digits = (extension < 0 ? text : text[..extension]).TrimEnd(" \t"u8);
        if (digits.Length is 0 or > 15 || !Utf8Parser.TryParse(digits, out long size, out var read, 'x') || read != digits.Length || size < 0)
        {
            throw new UpstreamException("a chunk of the replica's response has no size");
        }

        from.Consume(line + 2);
        return size;
    }

    private static async Task ReadTrailersAsync(Http1Connection from, HttpResponse to)
    {
        while (await LineLengthAsync(from, to.BodyWriter) is > 0 and var line)
        {
            var text = from.Buffered[..line];
            var colon = text.IndexOf((byte)':');
            if (colon <= 0)
            {
                throw new UpstreamException("the replica's response has a malformed trailer");
            }

            // HTTP/1.1 clients get none: the server does not send them there.
            var name = KnownText.Name(text[..colon]);
            if (to.SupportsTrailers() && !HopHeaders.Contains(name))
            {
                to.AppendTrailer(name, KnownText.Value(text[(colon + 1)..].Trim(" \t"u8)));
            }

            from.Consume(line + 2);
        }

        from.Consume(2);
    }

    private static async ValueTask<int> LineLengthAsync(Http1Connection from, PipeWriter to)
    {
        while (true)
        {
            var end = from.Buffered.IndexOf("\r\n"u8);
            if (end >= 0)
            {
                return end;
            }

            await FillAsync(from, to, from.Buffered.Length < LongestChunkLine
                ? from.Buffered.Length + 1
                : throw new UpstreamException("a line in the replica's chunks has no end"));
        }
    }

    private static async ValueTask FillAsync(Http1Connection from, PipeWriter to, int least)
    {
        while (from.Buffered.Length < least)
        {
            await FlushAsync(to);
            await from.FillAsync();
        }
    }

    private static int CopyBuffered(Http1Connection from, PipeWriter to, long most)
    {
        var part = from.Buffered;
        part = part[..(int)Math.Min(part.Length, most)];
        if (part.Length > 0)
        {
            to.Write(part);
            from.Consume(part.Length);
        }

        return part.Length;
    }

    private static async ValueTask FlushAsync(PipeWriter to)
    {
        var flushed = await to.FlushAsync();
        if (flushed.IsCompleted || flushed.IsCanceled)
        {
            throw new OperationCanceledException("the client left");
        }
    }
}

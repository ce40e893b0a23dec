using System.Buffers;

namespace Headroom.Kubernetes.Transport;

/// <summary>A whole answer in a rented buffer. Dispose it once; the memory is gone after that.</summary>
internal sealed class PooledBody : IDisposable
{
    private const int InitialSize = 4 * 1024;

    private byte[]? _buffer;
    private int _length;

    public ReadOnlySpan<byte> Span => _buffer.AsSpan(0, _length);

    public static async Task<PooledBody> ReadAsync(HttpContent content, CancellationToken ct)
    {
        var body = new PooledBody();
        try
        {
            // One byte more than announced, so that the read which finds the end needs no bigger buffer.
            var announced = content.Headers.ContentLength is { } length ? checked((int)length + 1) : InitialSize;
            body._buffer = ArrayPool<byte>.Shared.Rent(announced);
            await using var stream = await content.ReadAsStreamAsync(ct);
            while (true)
            {
                var read = await stream.ReadAsync(body._buffer.AsMemory(body._length), ct);
                if (read == 0)
                {
                    return body;
                }

                body._length += read;
                if (body._length == body._buffer.Length)
                {
                    body.Grow();
                }
            }
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (_buffer is { } buffer)
        {
            _buffer = null;
            _length = 0;
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer!.Length * 2); // called only between rent and return
        Span.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}

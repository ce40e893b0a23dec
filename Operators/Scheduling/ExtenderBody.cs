using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Headroom.Operators.Scheduling;

/// <summary>A request's body in one piece, in rented memory that goes back with it.</summary>
internal sealed class ExtenderBody : IDisposable
{
    // All 5,000 nodes of the largest cluster by names of 253 letters, and a pod.
    private const int MostBytes = 4 << 20;

    private readonly byte[] _rented;
    private readonly int _length;

    private ExtenderBody(ReadOnlySequence<byte> body)
    {
        _length = (int)body.Length;
        _rented = ArrayPool<byte>.Shared.Rent(_length);
        body.CopyTo(_rented);
    }

    public ReadOnlyMemory<byte> Bytes => _rented.AsMemory(0, _length);

    /// <returns>Null where there is more than any scheduler sends.</returns>
    public static async ValueTask<ExtenderBody?> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(ct);
            if (read.Buffer.Length > MostBytes)
            {
                return null;
            }

            if (!read.IsCompleted)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            var body = new ExtenderBody(read.Buffer);
            reader.AdvanceTo(read.Buffer.End);
            return body;
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_rented);
}

using System.Text;

namespace Headroom.Activator.Forwarding.Http1;

/// <summary>Bytes on their way to a replica. Grows, and is used again.</summary>
internal sealed class OutBuffer
{
    // What a large head left behind is not kept for ever.
    private const int Kept = 64 * 1024;

    private byte[] _bytes = new byte[4096];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public void Clear()
    {
        Length = 0;
        if (_bytes.Length > Kept)
        {
            _bytes = new byte[4096];
        }
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Length += bytes.Length;
    }

    /// <summary>Each character is a byte, as it came from the client.</summary>
    public void Write(string text)
    {
        Encoding.Latin1.GetBytes(text, Room(text.Length));
        Length += text.Length;
    }

    public void WriteHeader(string name, string value)
    {
        Write(name);
        Write(": "u8);
        Write(value);
        Write("\r\n"u8);
    }

    public void WriteHex(long value)
    {
        value.TryFormat(Room(16), out var length, "x");
        Length += length;
    }

    public void WriteDecimal(long value)
    {
        value.TryFormat(Room(20), out var length);
        Length += length;
    }

    private Span<byte> Room(int count)
    {
        if (_bytes.Length - Length < count)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
        }

        return _bytes.AsSpan(Length);
    }
}

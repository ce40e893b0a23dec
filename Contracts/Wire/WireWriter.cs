using System.Text;

namespace Headroom.Contracts.Wire;

/// <summary>Writes the Protocol Buffers wire format into one buffer that is kept from message to message.</summary>
public sealed class WireWriter
{
    // A nested message's length is written after it, into two bytes that were left free.
    private const int LengthBytes = 2;
    private const int MaxNested = (1 << (7 * LengthBytes)) - 1;

    private byte[] _buffer = new byte[1024];
    private int _length;

    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _length);

    public void Clear() => _length = 0;

    public void Number(int field, ulong value)
    {
        Key(field, WireType.Varint);
        Varint(value);
    }

    public void Number(int field, long value) => Number(field, unchecked((ulong)value));

    /// <summary>An unknown value is left out; zero is written.</summary>
    public void Number(int field, ulong? value)
    {
        if (value is { } known)
        {
            Number(field, known);
        }
    }

    /// <inheritdoc cref="Number(int, ulong?)"/>
    public void Number(int field, long? value)
    {
        if (value is { } known)
        {
            Number(field, known);
        }
    }

    public void Flag(int field, bool value) => Number(field, value ? 1UL : 0UL);

    /// <summary>Empty text is left out.</summary>
    public void Text(int field, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return;
        }

        Key(field, WireType.Bytes);
        int bytes = Encoding.UTF8.GetByteCount(value);
        Varint((ulong)bytes);
        Reserve(bytes);
        _length += Encoding.UTF8.GetBytes(value, _buffer.AsSpan(_length));
    }

    /// <summary>Begins a nested message; the result goes to <see cref="End"/>.</summary>
    public int Begin(int field)
    {
        Key(field, WireType.Bytes);
        Reserve(LengthBytes);
        _length += LengthBytes;
        return _length;
    }

    /// <exception cref="ArgumentException">The nested message is longer than 16,383 bytes.</exception>
    public void End(int begun)
    {
        int length = _length - begun;
        if (length > MaxNested)
        {
            throw new ArgumentException($"a nested message of {length} bytes is longer than {MaxNested}", nameof(begun));
        }

        _buffer[begun - 2] = (byte)((length & 0x7F) | 0x80);
        _buffer[begun - 1] = (byte)(length >> 7);
    }

    private void Key(int field, WireType type) => Varint(((ulong)field << 3) | (ulong)type);

    private void Varint(ulong value)
    {
        Reserve(10);
        while (value >= 0x80)
        {
            _buffer[_length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _buffer[_length++] = (byte)value;
    }

    private void Reserve(int bytes)
    {
        if (_buffer.Length - _length < bytes)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + bytes));
        }
    }
}

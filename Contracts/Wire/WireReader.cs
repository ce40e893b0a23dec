using System.Text;

namespace Headroom.Contracts.Wire;

/// <summary>Reads the Protocol Buffers wire format field by field; what nobody asks for is skipped.</summary>
/// <exception cref="WireFormatException">From every member: the bytes end early or are no such message.</exception>
public ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;
    private WireType _type = WireType.Varint;
    private bool _isPending;

    /// <summary>Moves to the next field, past the value of the last one if nobody read it.</summary>
    public bool Next(out int field)
    {
        if (_isPending)
        {
            Skip();
        }

        if (_rest.IsEmpty)
        {
            field = 0;
            return false;
        }

        ulong key = ReadVarint();
        field = key >> 3 <= int.MaxValue ? (int)(key >> 3) : 0;
        _type = (WireType)(key & 7);
        if (field == 0 || _type is not (WireType.Varint or WireType.Fixed64 or WireType.Bytes or WireType.Fixed32))
        {
            throw new WireFormatException("a field has no number or an unknown type");
        }

        _isPending = true;
        return true;
    }

    public ulong ReadUInt64()
    {
        Expect(WireType.Varint);
        return ReadVarint();
    }

    public long ReadInt64() => unchecked((long)ReadUInt64());

    /// <summary>Values past what an int holds are refused, not cut.</summary>
    public int ReadInt32()
    {
        long value = ReadInt64();
        return value is >= int.MinValue and <= int.MaxValue ? (int)value : throw new WireFormatException($"{value} does not fit");
    }

    public uint ReadUInt32()
    {
        ulong value = ReadUInt64();
        return value <= uint.MaxValue ? (uint)value : throw new WireFormatException($"{value} does not fit");
    }

    public bool ReadBool() => ReadUInt64() != 0;

    public ReadOnlySpan<byte> ReadBytes()
    {
        Expect(WireType.Bytes);
        ulong length = ReadVarint();
        return Take(length);
    }

    public string ReadText() => Encoding.UTF8.GetString(ReadBytes());

    /// <summary>The same text again costs no allocation: names and models repeat every second.</summary>
    /// <param name="known">What this field held the last time; null when nothing is known.</param>
    public string ReadText(string? known)
    {
        var text = ReadBytes();
        return known is not null && Ascii.Equals(text, known) ? known : Encoding.UTF8.GetString(text);
    }

    private void Skip()
    {
        _isPending = false;
        switch (_type)
        {
            case WireType.Varint:
                ReadVarint();
                break;
            case WireType.Fixed64:
                Take(sizeof(ulong));
                break;
            case WireType.Fixed32:
                Take(sizeof(uint));
                break;
            default:
                Take(ReadVarint());
                break;
        }
    }

    private void Expect(WireType type)
    {
        if (!_isPending || _type != type)
        {
            throw new WireFormatException($"a field is {_type}, not {type}");
        }

        _isPending = false;
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)_rest.Length)
        {
            throw new WireFormatException("a message ends early");
        }

        var taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }

    private ulong ReadVarint()
    {
        // Every key and most values have one byte.
        if (!_rest.IsEmpty && _rest[0] < 0x80)
        {
            ulong only = _rest[0];
            _rest = _rest[1..];
            return only;
        }

        return ReadLongVarint();
    }

    private ulong ReadLongVarint()
    {
        ulong value = 0;
        for (int i = 0; i < _rest.Length && i < 10; i++)
        {
            value |= (ulong)(_rest[i] & 0x7F) << (7 * i);
            if (_rest[i] < 0x80)
            {
                _rest = _rest[(i + 1)..];
                return value;
            }
        }

        throw new WireFormatException("a number ends early or is too long");
    }
}

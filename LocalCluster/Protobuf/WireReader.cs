namespace Headroom.LocalCluster.Protobuf;

/// <summary>Steps through the members of one protobuf message.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;

    public int Number { get; private set; }

    /// <summary>The value of a varint member; 0 for others.</summary>
    public ulong Varint { get; private set; }

    /// <summary>The content of a length-delimited member; empty for others.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <exception cref="FormatException">The message is cut short or of an unknown wire type.</exception>
    public bool Next()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        var tag = TakeVarint();
        Number = (int)(tag >> 3);
        Varint = 0;
        Bytes = default;
        switch (tag & 7)
        {
            case 0:
                Varint = TakeVarint();
                break;
            case 1:
                Take(8);
                break;
            case 2:
                Bytes = Take(TakeVarint());
                break;
            case 5:
                Take(4);
                break;
            default:
                throw new FormatException($"wire type {tag & 7} is not known");
        }

        return true;
    }

    private ulong TakeVarint()
    {
        var value = 0UL;
        for (var i = 0; i < _rest.Length && i < 10; i++)
        {
            value = unchecked(value | ((ulong)(_rest[i] & 0x7F) << (7 * i)));
            if (_rest[i] < 0x80)
            {
                _rest = _rest[(i + 1)..];
                return value;
            }
        }

        throw new FormatException("a varint is cut short");
    }

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)_rest.Length)
        {
            throw new FormatException("a member is cut short");
        }

        var taken = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return taken;
    }
}

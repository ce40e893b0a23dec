namespace Headroom.Contracts.Wire;

/// <summary>How a field's value is laid out, as in Protocol Buffers.</summary>
public enum WireType
{
    Varint = 0,

    /// <summary>Eight bytes.</summary>
    Fixed64 = 1,

    /// <summary>A length, then that many bytes: text or a nested message.</summary>
    Bytes = 2,

    /// <summary>Four bytes.</summary>
    Fixed32 = 5,
}

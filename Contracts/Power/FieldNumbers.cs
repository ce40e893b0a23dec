using Headroom.Contracts.Wire;

namespace Headroom.Contracts.Power;

/// <summary>The numbers of a message by field, and which of them were there.</summary>
/// <param name="values">Of <see cref="Room"/> fields; what it held before does not matter.</param>
internal ref struct FieldNumbers(Span<ulong> values)
{
    public const int Room = 32;

    private readonly Span<ulong> _values = values;
    private uint _present;

    public void Set(int field, ulong value)
    {
        _values[field] = value;
        _present |= 1u << field;
    }

    public readonly ulong? Wide(int field) => (_present >> field & 1) != 0 ? _values[field] : null;

    /// <exception cref="WireFormatException">It has more than 32 bits.</exception>
    public readonly uint? Narrow(int field)
    {
        if ((_present >> field & 1) == 0)
        {
            return null;
        }

        ulong value = _values[field];
        return value <= uint.MaxValue ? (uint)value : throw new WireFormatException($"{value} does not fit");
    }
}

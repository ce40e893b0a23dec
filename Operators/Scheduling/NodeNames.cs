using System.Text.Json;

namespace Headroom.Operators.Scheduling;

/// <summary>Numbers of nodes by name as a request has them, in UTF-8: no text is made for the hundreds of names in each.</summary>
internal sealed class NodeNames
{
    private readonly byte[][] _names;
    private readonly int[] _slots;
    private readonly int _mask;

    public NodeNames(IReadOnlyList<string> names)
    {
        Texts = names;
        Encoded = [.. names.Select(static n => JsonEncodedText.Encode(n))];
        _names = [.. names.Select(System.Text.Encoding.UTF8.GetBytes)];
        var size = 16;
        while (size < 4 * names.Count)
        {
            size *= 2;
        }

        (_slots, _mask) = (new int[size], size - 1);
        for (var i = 0; i < _names.Length; i++)
        {
            var slot = Hash(_names[i]) & _mask;
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & _mask;
            }

            _slots[slot] = i + 1;
        }
    }

    public IReadOnlyList<string> Texts { get; }

    /// <summary>Ready to be written.</summary>
    public JsonEncodedText[] Encoded { get; }

    /// <returns>-1 for an unknown one.</returns>
    public int IndexOf(ReadOnlySpan<byte> name)
    {
        for (var slot = Hash(name) & _mask; _slots[slot] != 0; slot = (slot + 1) & _mask)
        {
            if (name.SequenceEqual(_names[_slots[slot] - 1]))
            {
                return _slots[slot] - 1;
            }
        }

        return -1;
    }

    private static int Hash(ReadOnlySpan<byte> name)
    {
        var hash = 2166136261u;
        foreach (var letter in name)
        {
            hash = unchecked((hash ^ letter) * 16777619u);
        }

        return (int)(hash >> 1);
    }
}

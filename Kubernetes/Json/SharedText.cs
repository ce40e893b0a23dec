using System.Text;

namespace Headroom.Kubernetes.Json;

/// <summary>One string for each text that many objects repeat, such as namespaces, label values and condition types.</summary>
/// <remarks>
/// A table of fixed size without locks: a text that lands on a taken place takes it over, and is merely not shared with
/// its earlier copies. So it needs no upkeep and cannot grow.
/// </remarks>
internal static class SharedText
{
    private const int Places = 1 << 14;
    private const int LongestShared = 128;

    private static readonly string?[] Table = new string?[Places];

    public static string Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestShared)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        ref var place = ref Table[Hash(utf8) & (Places - 1)];
        if (place is { } known && Ascii.Equals(utf8, known))
        {
            return known;
        }

        var text = Encoding.UTF8.GetString(utf8);
        place = text;
        return text;
    }

    // FNV-1a: the texts are short, and a poor spread costs memory alone.
    private static uint Hash(ReadOnlySpan<byte> utf8)
    {
        var hash = 2166136261u;
        foreach (var b in utf8)
        {
            hash = (hash ^ b) * 16777619u;
        }

        return hash ^ (hash >> 15);
    }
}

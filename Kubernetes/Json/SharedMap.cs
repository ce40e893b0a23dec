namespace Headroom.Kubernetes.Json;

/// <summary>One dictionary for each set of labels or requests that many objects repeat.</summary>
/// <remarks>As <see cref="SharedText"/>: a table of fixed size, without locks, in which a newcomer takes a place over.</remarks>
internal static class SharedMap<TValue>
    where TValue : IEquatable<TValue>
{
    private const int Places = 1 << 12;

    private static readonly Dictionary<string, TValue>?[] Table = new Dictionary<string, TValue>?[Places];

    /// <param name="map">Never changed from here on.</param>
    /// <returns>An equal one, perhaps the same.</returns>
    public static IReadOnlyDictionary<string, TValue> Of(Dictionary<string, TValue> map)
    {
        var hash = map.Count;
        foreach (var (name, value) in map)
        {
            hash += HashCode.Combine(name, value); // a sum, so that the order does not matter
        }

        ref var place = ref Table[hash & (Places - 1)];
        if (place is { } known && AreEqual(known, map))
        {
            return known;
        }

        map.TrimExcess();
        place = map;
        return map;
    }

    private static bool AreEqual(Dictionary<string, TValue> one, Dictionary<string, TValue> other)
    {
        if (one.Count != other.Count)
        {
            return false;
        }

        foreach (var (name, value) in one)
        {
            if (!other.TryGetValue(name, out var found) || !found.Equals(value))
            {
                return false;
            }
        }

        return true;
    }
}

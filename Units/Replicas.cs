namespace Headroom.Units;

/// <summary>A whole number of replicas, zero or more.</summary>
public readonly record struct Replicas : IComparable<Replicas>
{
    /// <param name="count">Replicas, ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public Replicas(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Count = count;
    }

    public static Replicas Zero => default;

    public int Count { get; }

    public int CompareTo(Replicas other) => Count.CompareTo(other.Count);

    public static bool operator <(Replicas a, Replicas b) => a.Count < b.Count;

    public static bool operator >(Replicas a, Replicas b) => a.Count > b.Count;

    public static bool operator <=(Replicas a, Replicas b) => a.Count <= b.Count;

    public static bool operator >=(Replicas a, Replicas b) => a.Count >= b.Count;

    public static Replicas Max(Replicas a, Replicas b) => a.Count >= b.Count ? a : b;

    public static Replicas Min(Replicas a, Replicas b) => a.Count <= b.Count ? a : b;

    public override string ToString() => Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

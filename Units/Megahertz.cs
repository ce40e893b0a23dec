namespace Headroom.Units;

/// <summary>A clock in whole megahertz, zero or more.</summary>
public readonly record struct Megahertz : IComparable<Megahertz>
{
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is negative.</exception>
    public Megahertz(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        Value = value;
    }

    public int Value { get; }

    public static Megahertz Min(Megahertz a, Megahertz b) => a.Value <= b.Value ? a : b;

    public static Megahertz Max(Megahertz a, Megahertz b) => a.Value >= b.Value ? a : b;

    public int CompareTo(Megahertz other) => Value.CompareTo(other.Value);

    public static bool operator <(Megahertz a, Megahertz b) => a.Value < b.Value;

    public static bool operator >(Megahertz a, Megahertz b) => a.Value > b.Value;

    public static bool operator <=(Megahertz a, Megahertz b) => a.Value <= b.Value;

    public static bool operator >=(Megahertz a, Megahertz b) => a.Value >= b.Value;

    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Value} MHz");
}

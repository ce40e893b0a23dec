namespace Headroom.Units;

/// <summary>Power, zero or more, in whole milliwatts: sums are exact, so budgets add up.</summary>
public readonly record struct Watts : IComparable<Watts>
{
    private Watts(long milliwatts)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(milliwatts);
        Milliwatts = milliwatts;
    }

    public static Watts Zero => default;

    public long Milliwatts { get; }

    public static Watts FromMilliwatts(long value) => new(value);

    /// <param name="value">Watts, ≥ 0, rounded to the nearest milliwatt.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is negative or not a number.</exception>
    public static Watts FromWatts(double value) => double.IsNaN(value)
        ? throw new ArgumentOutOfRangeException(nameof(value), value, "watts must be a number")
        : new(checked((long)Math.Round(value * 1000)));

    public double ToWatts() => Milliwatts / 1000.0;

    public static Watts operator +(Watts a, Watts b) => new(checked(a.Milliwatts + b.Milliwatts));

    /// <returns>What is left under <paramref name="limit"/>; zero when nothing is.</returns>
    public Watts HeadroomUnder(Watts limit) => new(Math.Max(0, limit.Milliwatts - Milliwatts));

    public Watts Times(int count) => new(checked(Milliwatts * count));

    public int CompareTo(Watts other) => Milliwatts.CompareTo(other.Milliwatts);

    public static bool operator <(Watts a, Watts b) => a.Milliwatts < b.Milliwatts;

    public static bool operator >(Watts a, Watts b) => a.Milliwatts > b.Milliwatts;

    public static bool operator <=(Watts a, Watts b) => a.Milliwatts <= b.Milliwatts;

    public static bool operator >=(Watts a, Watts b) => a.Milliwatts >= b.Milliwatts;

    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Milliwatts / 1000.0:0.###} W");
}

using System.Globalization;
using System.Text.Json.Serialization;
using Headroom.Kubernetes.Json;

namespace Headroom.Kubernetes;

/// <summary>An exact Kubernetes resource quantity, such as <c>250m</c>, <c>2Gi</c> or <c>1e3</c>.</summary>
/// <remarks>
/// The suffixes are those of k8s.io/apimachinery/pkg/api/resource. The value is a decimal, exact for everything from
/// 1n to 7Ei; equality is of values, so <c>1000m</c> equals <c>1</c>.
/// </remarks>
[JsonConverter(typeof(QuantityJsonConverter))]
public readonly record struct Quantity(decimal Value) : IComparable<Quantity>
{
    private const int MaxExponent = 18;

    private static readonly Dictionary<string, decimal> Suffixes = new(StringComparer.Ordinal)
    {
        ["n"] = 0.000_000_001m, ["u"] = 0.000_001m, ["m"] = 0.001m, [""] = 1m,
        ["k"] = 1_000m, ["M"] = 1_000_000m, ["G"] = 1_000_000_000m, ["T"] = 1_000_000_000_000m,
        ["P"] = 1_000_000_000_000_000m, ["E"] = 1_000_000_000_000_000_000m,
        ["Ki"] = 1L << 10, ["Mi"] = 1L << 20, ["Gi"] = 1L << 30, ["Ti"] = 1L << 40, ["Pi"] = 1L << 50, ["Ei"] = 1L << 60,
    };

    /// <exception cref="FormatException">The text is no quantity; the message says what is allowed.</exception>
    public static Quantity Parse(string text) =>
        TryParse(text, out var quantity)
            ? quantity
            : throw new FormatException(
                $"'{text}' is not a quantity: write a decimal number with an optional suffix "
                + "n, u, m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi, Ei or an exponent such as 1e3");

    /// <summary>False for null, empty, unknown suffixes and values that a decimal cannot hold.</summary>
    public static bool TryParse(string? text, out Quantity quantity)
    {
        quantity = default;
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        var end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '.' || (end == 0 && text[end] is '+' or '-')))
        {
            end++;
        }

        const NumberStyles Number = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (!decimal.TryParse(text.AsSpan(0, end), Number, CultureInfo.InvariantCulture, out var number)
            || !TryScale(text[end..], out var scale))
        {
            return false;
        }

        try
        {
            quantity = new Quantity(number * scale);
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    public int CompareTo(Quantity other) => Value.CompareTo(other.Value);

    public static bool operator <(Quantity a, Quantity b) => a.Value < b.Value;

    public static bool operator >(Quantity a, Quantity b) => a.Value > b.Value;

    public static bool operator <=(Quantity a, Quantity b) => a.Value <= b.Value;

    public static bool operator >=(Quantity a, Quantity b) => a.Value >= b.Value;

    public static Quantity operator +(Quantity a, Quantity b) => new(a.Value + b.Value);

    public static Quantity operator -(Quantity a, Quantity b) => new(a.Value - b.Value);

    /// <summary>Canonical decimal form: whole numbers as they are, otherwise the largest suffix that keeps it whole.</summary>
    public override string ToString()
    {
        foreach (var (suffix, scale) in new[] { ("", 1m), ("m", 0.001m), ("u", 0.000_001m), ("n", 0.000_000_001m) })
        {
            var scaled = Value / scale;
            if (scaled == decimal.Truncate(scaled))
            {
                return scaled.ToString("0", CultureInfo.InvariantCulture) + suffix;
            }
        }

        return decimal.Ceiling(Value / 0.000_000_001m).ToString("0", CultureInfo.InvariantCulture) + "n";
    }

    private static bool TryScale(string suffix, out decimal scale)
    {
        if (Suffixes.TryGetValue(suffix, out scale))
        {
            return true;
        }

        // "E" alone is exa (above); "e3", "E3", "e-3" are exponents.
        if (suffix is ['e' or 'E', ..]
            && int.TryParse(suffix.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
            && Math.Abs(exponent) <= MaxExponent)
        {
            scale = 1m;
            for (var i = 0; i < Math.Abs(exponent); i++)
            {
                scale = exponent > 0 ? scale * 10m : scale / 10m;
            }

            return true;
        }

        scale = 0m;
        return false;
    }
}

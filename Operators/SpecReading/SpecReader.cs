using System.Globalization;
using Headroom.Kubernetes;
using Headroom.Operators.Text;
using Headroom.Units;

namespace Headroom.Operators.SpecReading;

/// <summary>Reads the texts of a spec and collects every rule that is broken, not the first alone.</summary>
internal sealed class SpecReader
{
    private readonly List<SpecError> _errors = [];

    public IReadOnlyList<SpecError> Errors => _errors;

    public TimeSpan Duration(string field, string text, TimeSpan least, TimeSpan most)
    {
        if (DurationText.TryParse(text, out var duration) && duration >= least && duration <= most)
        {
            return duration;
        }

        Refuse(field, $"'{text}'", $"{DurationText.Allowed}, from {DurationText.Format(least)} to {DurationText.Format(most)}");
        return least;
    }

    /// <param name="text">By name only: a plain parse takes numbers too, and 1 must not mean Apply.</param>
    public T Enum<T>(string field, string text)
        where T : struct, Enum
    {
        var names = System.Enum.GetNames<T>();
        if (names.Contains(text, StringComparer.Ordinal))
        {
            return System.Enum.Parse<T>(text);
        }

        Refuse(field, $"'{text}'", $"{string.Join(", ", names[..^1])} or {names[^1]}");
        return default;
    }

    public int Between(string field, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            Refuse(field, $"{value}", most == int.MaxValue ? $"{least} or more" : $"{least} to {most}");
        }

        return value;
    }

    /// <summary>A number such as 0.00001.</summary>
    public double Number(string field, string text, double least, double most)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        Refuse(field, $"'{text}'", string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"));
        return least;
    }

    /// <summary>A quantity of watts such as 232k.</summary>
    public Watts Watts(string field, string text, bool allowsZero)
    {
        if (Quantity.TryParse(text, out var quantity) && (quantity.Value > 0 || allowsZero && quantity.Value == 0) && quantity.Value < 1_000_000_000)
        {
            return Units.Watts.FromMilliwatts((long)(quantity.Value * 1000));
        }

        Refuse(field, $"'{text}'", $"watts as a quantity {(allowsZero ? "of 0 or more" : "above 0")} and below 1G, for example 232k");
        return Units.Watts.Zero;
    }

    public void Refuse(string field, string value, string allowed) => _errors.Add(new SpecError(field, value, allowed));
}

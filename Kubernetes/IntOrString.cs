using System.Globalization;
using System.Text.Json.Serialization;
using Headroom.Kubernetes.Json;

namespace Headroom.Kubernetes;

/// <summary>intstr.IntOrString: a number, or text such as a percentage or a port name.</summary>
[JsonConverter(typeof(IntOrStringJsonConverter))]
public readonly record struct IntOrString
{
    private readonly int _number;
    private readonly string? _text;

    public IntOrString(int number) => _number = number;

    public IntOrString(string text) => _text = text ?? throw new ArgumentNullException(nameof(text));

    public bool IsNumber => _text is null;

    /// <exception cref="InvalidOperationException">It is text.</exception>
    public int Number => _text is null ? _number : throw new InvalidOperationException($"'{_text}' is not a number");

    public static implicit operator IntOrString(int number) => new(number);

    public static implicit operator IntOrString(string text) => new(text);

    public static IntOrString FromInt32(int number) => new(number);

    public static IntOrString FromString(string text) => new(text);

    /// <summary>A count out of a total: the number itself, or the share that a percentage names.</summary>
    /// <param name="total">What 100% stands for, ≥ 0.</param>
    /// <param name="roundUp">Whether a fraction counts as one more.</param>
    /// <exception cref="FormatException">Text that is no percentage.</exception>
    public int Resolve(int total, bool roundUp)
    {
        if (_text is null)
        {
            return _number;
        }

        if (_text is not [.. var digits, '%']
            || !decimal.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var percent))
        {
            throw new FormatException($"'{_text}' is neither a number nor a percentage");
        }

        var share = total * percent / 100m;
        return (int)(roundUp ? decimal.Ceiling(share) : decimal.Floor(share));
    }

    public override string ToString() => _text ?? _number.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;

namespace Headroom.Kubernetes.Selectors;

/// <summary>One condition on one label.</summary>
/// <param name="Key">The label's name.</param>
/// <param name="Operator">How the value is judged.</param>
/// <param name="Values">Empty for Exists and DoesNotExist; one integer for GreaterThan and LessThan.</param>
public sealed record LabelRequirement(string Key, LabelOperator Operator, IReadOnlyList<string> Values)
{
    /// <param name="labels">Null counts as none.</param>
    public bool Matches(IReadOnlyDictionary<string, string>? labels)
    {
        string? value = null;
        var has = labels is not null && labels.TryGetValue(Key, out value);
        return Operator switch
        {
            LabelOperator.In => has && Values.Contains(value),
            LabelOperator.NotIn => !has || !Values.Contains(value),
            LabelOperator.Exists => has,
            LabelOperator.DoesNotExist => !has,
            LabelOperator.GreaterThan => has && Compare(value) > 0,
            _ => has && Compare(value) < 0,
        };
    }

    public override string ToString() => Operator switch
    {
        LabelOperator.In when Values.Count == 1 => $"{Key}={Values[0]}",
        LabelOperator.In => $"{Key} in ({string.Join(',', Values)})",
        LabelOperator.NotIn when Values.Count == 1 => $"{Key}!={Values[0]}",
        LabelOperator.NotIn => $"{Key} notin ({string.Join(',', Values)})",
        LabelOperator.Exists => Key,
        LabelOperator.DoesNotExist => $"!{Key}",
        LabelOperator.GreaterThan => $"{Key}>{Values[0]}",
        _ => $"{Key}<{Values[0]}",
    };

    // A label that is no integer matches neither side, as in apimachinery.
    private int Compare(string? value) =>
        long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var actual)
            ? actual.CompareTo(long.Parse(Values[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))
            : 0;
}

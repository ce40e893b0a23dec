namespace Headroom.LocalCluster.Selectors;

/// <param name="Operator">In, NotIn, Exists, DoesNotExist, Gt or Lt.</param>
internal sealed record LabelRequirement(string Key, string Operator, IReadOnlyList<string> Values)
{
    public bool Matches(string? value) => Operator switch
    {
        "In" => value is not null && Values.Contains(value),
        "NotIn" => value is null || !Values.Contains(value),
        "Exists" => value is not null,
        "DoesNotExist" => value is null,
        "Gt" => Compare(value) is > 0,
        "Lt" => Compare(value) is < 0,
        _ => false,
    };

    private int? Compare(string? value) =>
        long.TryParse(value, out var actual) && Values is [var limit, ..] && long.TryParse(limit, out var bound) ? actual.CompareTo(bound) : null;

    public override string ToString() => Operator switch
    {
        "In" when Values.Count == 1 => $"{Key}={Values[0]}",
        "In" => $"{Key} in ({string.Join(",", Values)})",
        "NotIn" when Values.Count == 1 => $"{Key}!={Values[0]}",
        "NotIn" => $"{Key} notin ({string.Join(",", Values)})",
        "Exists" => Key,
        _ => "!" + Key,
    };
}

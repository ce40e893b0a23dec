namespace Headroom.Kubernetes.Selectors;

/// <summary>metav1.LabelSelectorRequirement.</summary>
public sealed record LabelSelectorExpression
{
    public string Key { get => field ?? ""; init; }

    /// <summary><c>In</c>, <c>NotIn</c>, <c>Exists</c> or <c>DoesNotExist</c>.</summary>
    public string Operator { get => field ?? ""; init; }

    public IReadOnlyList<string>? Values { get; init; }

    internal LabelRequirement ToRequirement()
    {
        var (kind, needsValues) = Operator switch
        {
            "In" => (LabelOperator.In, true),
            "NotIn" => (LabelOperator.NotIn, true),
            "Exists" => (LabelOperator.Exists, false),
            "DoesNotExist" => (LabelOperator.DoesNotExist, false),
            _ => throw new FormatException($"'{Operator}' is not a label selector operator"),
        };
        var values = Values ?? [];
        return needsValues == values.Count > 0
            ? new LabelRequirement(Key, kind, values)
            : throw new FormatException($"operator {Operator} on '{Key}' has {values.Count} values");
    }
}

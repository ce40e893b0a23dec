namespace Headroom.Kubernetes.Selectors;

/// <summary>metav1.LabelSelector: all labels and all expressions must hold. An empty one matches everything.</summary>
public sealed record LabelSelector
{
    public IReadOnlyDictionary<string, string>? MatchLabels { get; init; }

    public IReadOnlyList<LabelSelectorExpression>? MatchExpressions { get; init; }

    /// <summary>The same selector as a list of requirements, in order of labels and then of expressions.</summary>
    /// <exception cref="FormatException">An operator is unknown, or its values do not fit it.</exception>
    public LabelRequirements ToRequirements()
    {
        var all = new List<LabelRequirement>();
        foreach (var (key, value) in (MatchLabels ?? new Dictionary<string, string>()).OrderBy(l => l.Key, StringComparer.Ordinal))
        {
            all.Add(new LabelRequirement(key, LabelOperator.In, [value]));
        }

        foreach (var expression in MatchExpressions ?? [])
        {
            all.Add(expression.ToRequirement());
        }

        return new LabelRequirements(all);
    }

    /// <summary>Selector syntax, as list and watch take it.</summary>
    public override string ToString() => ToRequirements().ToString();
}

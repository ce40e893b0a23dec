namespace Headroom.Kubernetes.Selectors;

/// <summary>Requirements that must all hold. None at all match everything.</summary>
public sealed class LabelRequirements(IReadOnlyList<LabelRequirement> requirements)
{
    public static LabelRequirements Everything { get; } = new([]);

    public IReadOnlyList<LabelRequirement> Requirements { get; } = requirements;

    /// <param name="text">Such as <c>app=chat,tier notin (db,cache),!legacy</c>; empty matches everything.</param>
    /// <exception cref="FormatException">The text is no selector; the message says where.</exception>
    public static LabelRequirements Parse(string text) => new(new SelectorParser(text).ParseAll());

    /// <param name="labels">Null counts as none.</param>
    public bool Matches(IReadOnlyDictionary<string, string>? labels)
    {
        foreach (var requirement in Requirements)
        {
            if (!requirement.Matches(labels))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Selector syntax; parses back to the same requirements.</summary>
    public override string ToString() => string.Join(',', Requirements);
}

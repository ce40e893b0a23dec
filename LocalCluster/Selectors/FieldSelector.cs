using System.Text.Json.Nodes;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Selectors;

/// <summary>Equalities on the few fields that a kind allows in field selectors.</summary>
internal sealed class FieldSelector(IReadOnlyList<(string[] Path, string Value, bool Equal)> terms)
{
    public static readonly FieldSelector Everything = new([]);

    public bool IsEverything => terms.Count == 0;

    /// <summary>The one name that can match, so that a watch on one object reads no others; null when there is none.</summary>
    public string? Name => terms.FirstOrDefault(t => t.Equal && t.Path is ["metadata", "name"]).Value;

    /// <exception cref="FormatException">A term is malformed, or the kind does not allow the field.</exception>
    public static FieldSelector Parse(string? text, ResourceKind kind)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Everything;
        }

        var terms = new List<(string[], string, bool)>();
        foreach (var term in text.Split(','))
        {
            var equal = !term.Contains("!=", StringComparison.Ordinal);
            var parts = term.Split(equal ? (term.Contains("==", StringComparison.Ordinal) ? "==" : "=") : "!=", 2);
            if (parts.Length < 2)
            {
                throw new FormatException($"invalid field selector: {term}");
            }

            var field = parts[0].Trim();
            if (field is not ("metadata.name" or "metadata.namespace") && !kind.FieldLabels.Contains(field))
            {
                throw new FormatException($"field label not supported: {field}");
            }

            terms.Add(((kind.Renaming?.ToStoredPath(field) ?? field).Split('.'), parts[1].Trim(), equal));
        }

        return new(terms);
    }

    public bool Matches(JsonObject json)
    {
        foreach (var (path, value, equal) in terms)
        {
            if ((Read(json, path) == value) != equal)
            {
                return false;
            }
        }

        return true;
    }

    // A missing field compares as the empty string: spec.nodeName= finds unscheduled pods.
    private static string Read(JsonObject json, string[] path)
    {
        JsonNode? at = json;
        foreach (var member in path)
        {
            at = (at as JsonObject)?[member];
        }

        return at.AsText() ?? at?.ToJsonString() ?? (path is ["spec", "unschedulable"] ? "false" : "");
    }
}

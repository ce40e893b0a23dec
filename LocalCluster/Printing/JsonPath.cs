using System.Text.Json;
using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Printing;

/// <summary>The simple JSONPath of printer columns: members, indexes, wildcards and equality filters.</summary>
internal sealed class JsonPath
{
    private readonly List<Func<JsonNode, IEnumerable<JsonNode?>>> _steps = [];

    private JsonPath()
    {
    }

    /// <exception cref="FormatException">The path is not understood; the message says where.</exception>
    public static JsonPath Parse(string text)
    {
        var path = new JsonPath();
        var at = 0;
        while (at < text.Length)
        {
            at = text[at] == '[' ? path.AddBracket(text, at) : path.AddMember(text, at);
        }

        return path;
    }

    /// <summary>The first value that the path leads to; null when there is none.</summary>
    public JsonNode? First(JsonNode root) => All(root).FirstOrDefault();

    public IEnumerable<JsonNode> All(JsonNode root)
    {
        IEnumerable<JsonNode> found = [root];
        foreach (var step in _steps)
        {
            found = found.SelectMany(step).OfType<JsonNode>();
        }

        return found;
    }

    private int AddMember(string text, int at)
    {
        if (text[at] == '.')
        {
            at++;
        }

        var name = new System.Text.StringBuilder();
        while (at < text.Length && text[at] is not ('.' or '['))
        {
            if (text[at] == '\\' && at + 1 < text.Length)
            {
                at++;
            }

            name.Append(text[at++]);
        }

        if (name.Length > 0)
        {
            var member = name.ToString();
            _steps.Add(member == "*" ? Children : node => [(node as JsonObject)?[member]]);
        }

        return at;
    }

    private int AddBracket(string text, int at)
    {
        var end = FindClosing(text, at);
        var inside = text[(at + 1)..end].Trim();
        if (inside == "*")
        {
            _steps.Add(Children);
        }
        else if (inside is ['\'' or '"', .., '\'' or '"'])
        {
            var member = inside[1..^1].Replace("\\.", ".");
            _steps.Add(node => [(node as JsonObject)?[member]]);
        }
        else if (int.TryParse(inside, out var index))
        {
            _steps.Add(node => node is JsonArray array && Math.Abs(index) < array.Count + (index < 0 ? 1 : 0)
                ? [array[index < 0 ? array.Count + index : index]]
                : []);
        }
        else if (inside.StartsWith("?(", StringComparison.Ordinal) && inside.EndsWith(')'))
        {
            AddFilter(inside[2..^1]);
        }
        else
        {
            throw new FormatException($"unsupported JSONPath segment '[{inside}]' in '{text}'");
        }

        return end + 1;
    }

    private static int FindClosing(string text, int at)
    {
        var quote = '\0';
        for (var i = at + 1; i < text.Length; i++)
        {
            if (quote != '\0')
            {
                quote = text[i] == quote ? '\0' : quote;
            }
            else if (text[i] is '\'' or '"')
            {
                quote = text[i];
            }
            else if (text[i] == ']')
            {
                return i;
            }
        }

        throw new FormatException($"'[' at {at} is not closed in '{text}'");
    }

    private void AddFilter(string condition)
    {
        var negated = condition.Contains("!=", StringComparison.Ordinal);
        var parts = condition.Split(negated ? "!=" : "==", 2);
        var left = Parse(parts[0].Trim().TrimStart('@'));
        if (parts.Length == 1)
        {
            _steps.Add(node => Children(node).Where(c => c is not null && left.First(c) is not null));
            return;
        }

        var wanted = parts[1].Trim().Trim('"', '\'');
        _steps.Add(node => Children(node).Where(c => c is not null && (Plain(left.First(c)) == wanted) != negated));
    }

    private static string? Plain(JsonNode? node) => node.AsText() ?? node?.ToJsonString(JsonSerializerOptions.Default);

    private static IEnumerable<JsonNode?> Children(JsonNode node) => node switch
    {
        JsonArray array => array,
        JsonObject o => o.Select(p => p.Value),
        _ => [],
    };
}

using System.Text.Json;
using Headroom.Placement.Fragmentation;

namespace Headroom.Operators.Scheduling.Wire;

/// <summary>A filter or prioritize request: k8s.io/kube-scheduler/extender/v1 ExtenderArgs, with node names.</summary>
/// <param name="Pod">Null where the request has none.</param>
/// <param name="Nodes">Numbers of the names that are known.</param>
/// <param name="Strangers">Names that are not.</param>
/// <param name="HasNames">Whether names were sent at all.</param>
internal sealed record ExtenderArgs(PodClaim? Pod, List<int> Nodes, List<string> Strangers, bool HasNames)
{
    /// <exception cref="JsonException">The body is no JSON object of that form.</exception>
    public static ExtenderArgs Read(ReadOnlyMemory<byte> body, NodeNames names, Func<string, ModelSet> models)
    {
        var reader = new Utf8JsonReader(body.Span);
        PodClaim? pod = null;
        var (nodes, strangers, hasNames) = (new List<int>(512), new List<string>(), false);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("an object with Pod and NodeNames is needed");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // Go matches names without case, and releases differ in it.
            var name = reader.GetString();
            reader.Read();
            if (string.Equals(name, "Pod", StringComparison.OrdinalIgnoreCase) && reader.TokenType == JsonTokenType.StartObject)
            {
                using var document = JsonDocument.ParseValue(ref reader);
                pod = PodClaim.Read(document.RootElement, models);
            }
            else if (string.Equals(name, "NodeNames", StringComparison.OrdinalIgnoreCase) && reader.TokenType == JsonTokenType.StartArray)
            {
                hasNames = true;
                ReadNames(ref reader, names, nodes, strangers);
            }
            else
            {
                reader.Skip();
            }
        }

        return new ExtenderArgs(pod, nodes, strangers, hasNames);
    }

    private static void ReadNames(ref Utf8JsonReader reader, NodeNames names, List<int> nodes, List<string> strangers)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
        {
            var index = reader.ValueIsEscaped ? -1 : names.IndexOf(reader.ValueSpan);
            if (index >= 0)
            {
                nodes.Add(index);
            }
            else
            {
                strangers.Add(reader.GetString()!); // a string token
            }
        }
    }
}

using System.Buffers;
using System.Text.Json;

namespace Headroom.Operators.Scheduling.Wire;

/// <summary>HostPriorityList.</summary>
/// <param name="Names">Of the numbers.</param>
/// <param name="Nodes">Asked about.</param>
/// <param name="Scores">0 to 10 each.</param>
/// <param name="Open">Names that are unknown here, and as good as any.</param>
internal sealed record PriorityAnswer(NodeNames Names, IReadOnlyList<int> Nodes, IReadOnlyList<int> Scores, IReadOnlyList<string> Open)
{
    private static readonly JsonEncodedText Host = JsonEncodedText.Encode("Host");
    private static readonly JsonEncodedText Score = JsonEncodedText.Encode("Score");

    public void Write(IBufferWriter<byte> to)
    {
        using var json = new Utf8JsonWriter(to);
        json.WriteStartArray();
        for (var i = 0; i < Nodes.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString(Host, Names.Encoded[Nodes[i]]);
            json.WriteNumber(Score, Scores[i]);
            json.WriteEndObject();
        }

        foreach (var name in Open)
        {
            json.WriteStartObject();
            json.WriteString(Host, name);
            json.WriteNumber(Score, ScoreRanks.Most);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

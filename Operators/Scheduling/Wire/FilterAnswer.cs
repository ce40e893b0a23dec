using System.Buffers;
using System.Text.Json;

namespace Headroom.Operators.Scheduling.Wire;

/// <summary>ExtenderFilterResult.</summary>
/// <param name="Names">Of the numbers.</param>
/// <param name="Fit">Where the pod fits.</param>
/// <param name="Not">Where it does not.</param>
/// <param name="Error">Ends the pod's attempt; null where there is none.</param>
internal sealed record FilterAnswer(NodeNames Names, IReadOnlyList<int> Fit, IReadOnlyList<int> Not, string? Error)
{
    /// <summary>Names that are unknown here, and will do all the same.</summary>
    public IReadOnlyList<string> Open { get; init; } = [];

    /// <summary>Names that are unknown here, and will not do.</summary>
    public IReadOnlyList<string> Strangers { get; init; } = [];

    public string Reason { get; init; } = "";

    public string StrangerReason { get; init; } = "";

    public ExtenderOutcome Outcome => Error is not null ? ExtenderOutcome.InvalidPod : Fit.Count + Open.Count == 0 ? ExtenderOutcome.NoneFits : ExtenderOutcome.Answered;

    public void Write(IBufferWriter<byte> to)
    {
        using var json = new Utf8JsonWriter(to);
        var reason = JsonEncodedText.Encode(Reason);
        json.WriteStartObject();
        json.WriteStartArray("NodeNames");
        foreach (var node in Fit)
        {
            json.WriteStringValue(Names.Encoded[node]);
        }

        foreach (var name in Open)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.WriteStartObject("FailedNodes");
        foreach (var node in Not)
        {
            json.WriteString(Names.Encoded[node], reason);
        }

        json.WriteEndObject();
        // Evictions do not help where nothing is known of the GPUs.
        json.WriteStartObject("FailedAndUnresolvableNodes");
        foreach (var name in Strangers)
        {
            json.WriteString(name, StrangerReason);
        }

        json.WriteEndObject();
        json.WriteString(nameof(Error), Error ?? "");
        json.WriteEndObject();
    }
}

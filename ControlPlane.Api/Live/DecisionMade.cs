using System.Text.Json;
using Headroom.ControlPlane.Api.Decisions;
using Headroom.ControlPlane.Api.Hosting;

namespace Headroom.ControlPlane.Api.Live;

/// <summary>
/// A decision was recorded. Consumers are idempotent by event id. The decision travels as the UTF-8 JSON that clients get:
/// letting the bus serialise the object cost 200 µs a decision, more than storing it.
/// </summary>
internal sealed record DecisionMade(long EventId, string Namespace, string Name, byte[] Json)
{
    public static DecisionMade Of(RecordedDecision recorded) => new(
        recorded.Id,
        recorded.Decision.Key.Namespace,
        recorded.Decision.Key.Name,
        JsonSerializer.SerializeToUtf8Bytes(recorded.ToItem(), ApiJson.Default.DecisionItem));
}

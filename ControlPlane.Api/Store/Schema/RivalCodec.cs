using System.Text.Json;
using Headroom.ControlPlane.Api.Decisions;
using Headroom.ControlPlane.Api.Hosting;
using Headroom.Operators.Decisions;

namespace Headroom.ControlPlane.Api.Store.Schema;

/// <summary>Rivals are rare and few: jsonb, or null.</summary>
internal static class RivalCodec
{
    public static string? Pack(IReadOnlyList<RivalRecord> rivals) =>
        rivals.Count == 0
            ? null
            : JsonSerializer.Serialize(
                [.. rivals.Select(static r => new RivalItem(r.Kind, r.Name, r.Desired))], ApiJson.Default.RivalItemArray);

    public static IReadOnlyList<RivalRecord> Unpack(string? packed) =>
        packed is null
            ? []
            : [.. (JsonSerializer.Deserialize(packed, ApiJson.Default.RivalItemArray) ?? [])
                .Select(static r => new RivalRecord(r.Kind, r.Name, r.Desired))];
}

using System.Text.Json.Serialization;

namespace Headroom.Bench.Soaking;

[JsonSerializable(typeof(ReplicaReport))]
internal sealed partial class ReplicaReportJson : JsonSerializerContext;

using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Headroom.Cli.Diagnosing;

/// <summary>Documents as they come.</summary>
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class ReportJson : JsonSerializerContext;

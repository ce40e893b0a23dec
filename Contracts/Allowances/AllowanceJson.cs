using System.Text.Json;
using System.Text.Json.Serialization;

namespace Headroom.Contracts.Allowances;

/// <summary>Generated reader and writer; unknown fields are ignored, so that one side may be a version ahead.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(PowerAllowances))]
public sealed partial class AllowanceJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace Headroom.Operators.Scheduling.Wire;

/// <summary>The small messages; filter and prioritize are read and written by hand, since they carry hundreds of names.</summary>
[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(BindingArgs))]
[JsonSerializable(typeof(BindingAnswer))]
[JsonSerializable(typeof(PreemptionArgs))]
[JsonSerializable(typeof(PreemptionAnswer))]
internal sealed partial class ExtenderJson : JsonSerializerContext;

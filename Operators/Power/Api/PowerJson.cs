using System.Text.Json.Serialization;

namespace Headroom.Operators.Power.Api;

/// <summary>Generated readers and writers of the power kinds.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PowerDomain))]
[JsonSerializable(typeof(NodePower))]
public sealed partial class PowerJson : JsonSerializerContext;

/// <summary>Writes a status with its nulls, which in a merge patch remove what no longer holds.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.Never)]
[JsonSerializable(typeof(PowerStatusPatch<PowerDomainStatus>))]
[JsonSerializable(typeof(PowerStatusPatch<NodePowerStatus>))]
internal sealed partial class PowerStatusJson : JsonSerializerContext;

/// <summary>Body of a merge patch on a status subresource.</summary>
internal sealed record PowerStatusPatch<T>(T Status);

using System.Text.Json.Serialization;

namespace Headroom.Operators.Autoscaling.Api;

/// <summary>Generated readers and writers of the custom resource.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PredictiveAutoscaler))]
public sealed partial class AutoscalerJson : JsonSerializerContext;

/// <summary>Writes the status with its nulls, which in a merge patch remove what no longer holds.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.Never)]
[JsonSerializable(typeof(StatusPatch))]
internal sealed partial class StatusPatchJson : JsonSerializerContext;

/// <summary>Body of the merge patch on the status subresource.</summary>
internal sealed record StatusPatch(StatusPatchVersion Metadata, AutoscalerStatus Status);

/// <summary>The version that was decided on: another one refuses the patch.</summary>
internal sealed record StatusPatchVersion(string? ResourceVersion);

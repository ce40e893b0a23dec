using System.Text.Json.Serialization;
using Headroom.Kubernetes.Json;

namespace Headroom.Operators.Autoscaling.Api;

/// <summary>Generated readers and writers of the custom resource.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(PooledStringConverter)])]
[JsonSerializable(typeof(PredictiveAutoscaler))]
public sealed partial class AutoscalerJson : JsonSerializerContext;

/// <summary>Writes the status with its nulls, which in a merge patch remove what no longer holds.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.Never)]
[JsonSerializable(typeof(StatusPatch))]
internal sealed partial class StatusPatchJson : JsonSerializerContext;

/// <summary>Body of the merge patch on the status subresource.</summary>
internal sealed record StatusPatch(AutoscalerStatus Status);

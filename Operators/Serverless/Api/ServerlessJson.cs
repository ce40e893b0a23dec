using System.Text.Json.Serialization;

namespace Headroom.Operators.Serverless.Api;

/// <summary>Generated reader and writer of the kind.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ServerlessService))]
public sealed partial class ServerlessJson : JsonSerializerContext;

/// <summary>Writes a status with its nulls, which in a merge patch remove what no longer holds.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.Never)]
[JsonSerializable(typeof(ServerlessStatusPatch))]
internal sealed partial class ServerlessStatusJson : JsonSerializerContext;

/// <summary>Body of a merge patch on the status subresource.</summary>
internal sealed record ServerlessStatusPatch(ServerlessStatus Status);

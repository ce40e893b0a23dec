using System.Text.Json.Serialization;

namespace Headroom.SimulatedNodes.Nodes;

/// <summary>authentication.k8s.io/v1 TokenRequest: a service account's token for an audience, bound to a node.</summary>
internal sealed record TokenRequest
{
    public string ApiVersion { get; init; } = "authentication.k8s.io/v1";

    public string Kind { get; init; } = "TokenRequest";

    public TokenRequestSpec? Spec { get; init; }

    public TokenRequestStatus? Status { get; init; }
}

/// <summary>Generated reader and writer.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TokenRequest))]
internal sealed partial class TokenJson : JsonSerializerContext;

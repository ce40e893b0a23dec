using System.Text.Json.Serialization;

namespace Headroom.Kubernetes.Connections;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ExecCredential))]
internal sealed partial class ExecCredentialJson : JsonSerializerContext;

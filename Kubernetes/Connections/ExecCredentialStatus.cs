using System.Text.Json.Serialization;
using Headroom.Kubernetes.Json;

namespace Headroom.Kubernetes.Connections;

/// <summary>The credential itself: a token, a client certificate, or both.</summary>
internal sealed record ExecCredentialStatus
{
    /// <summary>Null when it does not expire.</summary>
    [JsonConverter(typeof(Rfc3339TimeConverter))]
    public DateTimeOffset? ExpirationTimestamp { get; init; }

    public string? Token { get; init; }

    /// <summary>PEM.</summary>
    public string? ClientCertificateData { get; init; }

    /// <summary>PEM.</summary>
    public string? ClientKeyData { get; init; }
}

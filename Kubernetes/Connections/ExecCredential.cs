namespace Headroom.Kubernetes.Connections;

/// <summary>client.authentication.k8s.io ExecCredential: a credential plugin's answer.</summary>
internal sealed record ExecCredential
{
    public string? ApiVersion { get; init; }

    public string? Kind { get; init; }

    public ExecCredentialStatus? Status { get; init; }
}

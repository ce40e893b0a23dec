namespace Headroom.Kubernetes.Connections;

/// <summary>Which kubeconfig, and what of it.</summary>
public sealed record KubeconfigOptions
{
    /// <summary>As given by --kubeconfig; null reads $KUBECONFIG, else ~/.kube/config.</summary>
    public string? Path { get; init; }

    /// <summary>As given by --context; null takes the current one.</summary>
    public string? Context { get; init; }
}

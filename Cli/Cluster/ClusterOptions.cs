namespace Headroom.Cli.Cluster;

/// <summary>Which cluster and namespace, as kubectl has it.</summary>
internal sealed record ClusterOptions
{
    public string? Kubeconfig { get; init; }

    public string? Context { get; init; }

    /// <summary>Null takes the context's own.</summary>
    public string? Namespace { get; init; }
}

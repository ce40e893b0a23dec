using Headroom.Cli.Terminal;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Connections;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headroom.Cli.Cluster;

/// <summary>A client for the cluster that the options name.</summary>
internal static class ClusterConnection
{
    // A person waits.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <exception cref="OptionException">The kubeconfig cannot be used.</exception>
    public static KubernetesClient Open(ClusterOptions options, TimeProvider time)
    {
        try
        {
            var found = KubeconfigConnection.Load(new KubeconfigOptions { Path = options.Kubeconfig, Context = options.Context }, time);
            return new KubernetesClient(found.Within(Patience), time, NullLoggerFactory.Instance);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new OptionException($"--kubeconfig: {e.Message}", e);
        }
    }

    /// <summary>The namespace that a command is about.</summary>
    public static string NamespaceOf(this KubernetesClient client, ClusterOptions options) => options.Namespace ?? client.Connection.DefaultNamespace;
}

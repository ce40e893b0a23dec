namespace Headroom.Kubernetes.Connections;

/// <summary>The connection of a pod, from what the kubelet mounts into it.</summary>
public static class InClusterConnection
{
    private const string MountPath = "/var/run/secrets/kubernetes.io/serviceaccount";

    /// <summary>Whether this process runs in a pod with a service account.</summary>
    public static bool IsAvailable =>
        Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST") is { Length: > 0 }
        && File.Exists(Path.Combine(MountPath, "token"));

    /// <exception cref="InvalidOperationException">This process does not run in a pod.</exception>
    public static KubernetesConnection Load(TimeProvider time) =>
        Load(Environment.GetEnvironmentVariable, MountPath, time);

    internal static KubernetesConnection Load(Func<string, string?> variable, string mount, TimeProvider time)
    {
        var host = variable("KUBERNETES_SERVICE_HOST");
        if (string.IsNullOrEmpty(host))
        {
            throw new InvalidOperationException("not in a pod: KUBERNETES_SERVICE_HOST is not set");
        }

        var bracketed = host.Contains(':') && !host.StartsWith('[') ? $"[{host}]" : host;
        var port = variable("KUBERNETES_SERVICE_PORT") is { Length: > 0 } set ? set : "443";
        var namespaceFile = Path.Combine(mount, "namespace");
        return new KubernetesConnection(new Uri($"https://{bracketed}:{port}"))
        {
            Token = new TokenFile(Path.Combine(mount, "token"), time),
            Trust = ServerTrust.FromFile(Path.Combine(mount, "ca.crt"), time),
            DefaultNamespace = File.Exists(namespaceFile) ? File.ReadAllText(namespaceFile).Trim() : "default",
        };
    }
}

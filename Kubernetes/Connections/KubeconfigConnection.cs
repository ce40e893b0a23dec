using System.Security.Cryptography.X509Certificates;

namespace Headroom.Kubernetes.Connections;

/// <summary>Makes connections from kubeconfig files.</summary>
public static class KubeconfigConnection
{
    /// <exception cref="FormatException">The kubeconfig lacks something, or is none.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static KubernetesConnection Load(KubeconfigOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        var config = Kubeconfig.Load(Paths(options.Path));
        var context = config.Get(
            "contexts", options.Context ?? config.CurrentContext ?? throw new FormatException("the kubeconfig has no current context"));
        var cluster = config.Get("clusters", context.Text("cluster") ?? throw new FormatException("the context names no cluster"));
        var user = context.Text("user") is { } name ? config.Get("users", name) : new KubeconfigEntry([], "/");
        var server = cluster.Text("server") ?? throw new FormatException("the cluster has no server");
        var exec = ExecCommand.Of(user) is { } command ? new ExecCredentialSource(command, time) : null;
        return new KubernetesConnection(new Uri(server.Contains("://", StringComparison.Ordinal) ? server : $"https://{server}"))
        {
            DefaultNamespace = context.Text("namespace") ?? "default",
            Token = exec ?? TokenOf(user, time),
            ClientCertificate = (IClientCertificateSource?)exec ?? CertificateOf(user),
            Trust = TrustOf(cluster, time),
            SkipsTlsVerification = cluster.Flag("insecure-skip-tls-verify"),
            TlsServerName = cluster.Text("tls-server-name"),
            ProxyUrl = cluster.Text("proxy-url") is { } proxy ? new Uri(proxy) : null,
        };
    }

    private static IEnumerable<string> Paths(string? given)
    {
        if (given is not null)
        {
            return [given];
        }

        var listed = (Environment.GetEnvironmentVariable("KUBECONFIG") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var home = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".kube", "config");

        // Like kubectl: files of the list that do not exist are passed over.
        return listed.Length > 0 ? listed.Where(File.Exists) : [home];
    }

    // A file wins over a token written down beside it, as in client-go: it is the one that gets rotated.
    private static IBearerTokenSource? TokenOf(KubeconfigEntry user, TimeProvider time) =>
        user.File("tokenFile") is { } path ? new TokenFile(path, time)
        : user.Text("token") is { } token ? new StaticToken(token)
        : null;

    private static ServerTrust? TrustOf(KubeconfigEntry cluster, TimeProvider time) =>
        cluster.Text("certificate-authority-data") is not null
            ? ServerTrust.FromPem(cluster.DataOrFile("certificate-authority") ?? "", time)
            : cluster.File("certificate-authority") is { } path ? ServerTrust.FromFile(path, time) : null;

    private static StaticClientCertificate? CertificateOf(KubeconfigEntry user) =>
        user.DataOrFile("client-certificate") is { } certificate
            ? new StaticClientCertificate(X509Certificate2.CreateFromPem(
                certificate,
                user.DataOrFile("client-key") ?? throw new FormatException("the user has a client certificate without a key")))
            : null;
}

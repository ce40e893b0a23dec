namespace Headroom.Kubernetes.Connections;

/// <summary>Makes connections from kubeconfig files.</summary>
public static class KubeconfigConnection
{
    /// <exception cref="FormatException">The kubeconfig lacks something, or is none.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static KubernetesConnection Load(KubeconfigOptions options, TimeProvider time) =>
        Load(options, Environment.GetEnvironmentVariable, time);

    internal static KubernetesConnection Load(KubeconfigOptions options, Func<string, string?> variable, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        var config = Kubeconfig.Load(Paths(options.Path, variable));
        var context = config.Get(
            "contexts", options.Context ?? config.CurrentContext ?? throw new FormatException("the kubeconfig has no current context"));
        var cluster = config.Get("clusters", context.Text("cluster") ?? throw new FormatException("the context names no cluster"));
        var user = context.Text("user") is { } name ? config.Get("users", name) : new KubeconfigEntry([], "/");
        var server = cluster.Text("server") ?? throw new FormatException("the cluster has no server");
        var exec = ExecCommand.Of(user, cluster) is { } command ? new ExecCredentialSource(command, time) : null;
        return new KubernetesConnection(new Uri(server.Contains("://", StringComparison.Ordinal) ? server : $"https://{server}"))
        {
            DefaultNamespace = context.Text("namespace") ?? "default",
            Token = exec ?? TokenOf(user, time),
            ClientCertificate = (IClientCertificateSource?)exec ?? CertificateOf(user, time),
            Trust = TrustOf(cluster, time),
            SkipsTlsVerification = cluster.Flag("insecure-skip-tls-verify"),
            TlsServerName = cluster.Text("tls-server-name"),
            ProxyUrl = cluster.Text("proxy-url") is { } proxy ? new Uri(proxy) : null,
        };
    }

    private static IEnumerable<string> Paths(string? given, Func<string, string?> variable)
    {
        if (given is not null)
        {
            return [given];
        }

        var listed = (variable("KUBECONFIG") ?? "")
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

    private static ClientCertificatePair? CertificateOf(KubeconfigEntry user, TimeProvider time)
    {
        if (user.DataOrFile("client-certificate") is null)
        {
            return null;
        }

        return new ClientCertificatePair(
            () => user.DataOrFile("client-certificate") ?? "",
            () => user.DataOrFile("client-key") ?? throw new FormatException("the user has a client certificate without a key"),
            time);
    }
}

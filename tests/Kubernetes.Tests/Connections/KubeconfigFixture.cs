using System.Security.Cryptography.X509Certificates;
using System.Text;
using Headroom.Kubernetes.Connections;
using Headroom.Kubernetes.Settings;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headroom.Kubernetes.Tests.Connections;

/// <summary>A TLS server, its authority, and a folder with a kubeconfig that leads there.</summary>
internal sealed class KubeconfigFixture : IAsyncDisposable
{
    private KubeconfigFixture(TestCertificates certificates, TlsServer server) => (Certificates, Server) = (certificates, server);

    public TestCertificates Certificates { get; }

    public TlsServer Server { get; }

    public string Folder { get; } = Directory.CreateTempSubdirectory("kubeconfig").FullName;

    /// <summary>The cluster's line that names the server's authority.</summary>
    public string Trusting => $"certificate-authority-data: {Base64(Certificates.AuthorityPem)}";

    /// <summary>The user's line that names the script of <see cref="ScriptAsync"/>.</summary>
    public string Plugin => $"exec: {{command: sh, args: [{Path.Combine(Folder, "plugin.sh")}]}}";

    public static async Task<KubeconfigFixture> CreateAsync()
    {
        var certificates = new TestCertificates();
        return new KubeconfigFixture(certificates, await TlsServer.StartAsync(certificates.Issue("server", "localhost")));
    }

    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    public static string KeyPem(X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey() ?? throw new InvalidOperationException();
        return key.ExportPkcs8PrivateKeyPem();
    }

    /// <summary>The server answers with the caller's certificate name, protocol and token.</summary>
    public static Task<ConfigMap> GetAsync(KubernetesClient client) =>
        client.GetAsync(ConfigMap.Type, new ObjectKey("ns", "x"), TestContext.Current.CancellationToken);

    public async Task<ConfigMap> AskAsync(string cluster, string user)
    {
        using var client = Connect(cluster, user);
        return await GetAsync(client);
    }

    public KubernetesClient Connect(string cluster, string user, TimeProvider? time = null)
    {
        var path = Path.Combine(Folder, "config");
        File.WriteAllText(path, $$$"""
            current-context: c
            contexts: [{name: c, context: {cluster: k, user: u, namespace: team}}]
            clusters:
            - name: k
              cluster:
                server: {{{Server.Url}}}
                {{{cluster}}}
            users:
            - name: u
              user:
                {{{user}}}
            """);
        var connection = KubeconfigConnection.Load(new KubeconfigOptions { Path = path }, time ?? TimeProvider.System);
        Assert.Equal("team", connection.DefaultNamespace);
        return new KubernetesClient(connection, time ?? TimeProvider.System, NullLoggerFactory.Instance);
    }

    public Task ScriptAsync(string body) => File.WriteAllTextAsync(Path.Combine(Folder, "plugin.sh"), body + "\n");

    public async Task WriteClientCertificateAsync(string name, string certificateFile, string keyFile)
    {
        using var certificate = Certificates.Issue(name);
        await File.WriteAllTextAsync(Path.Combine(Folder, keyFile), KeyPem(certificate));
        await File.WriteAllTextAsync(Path.Combine(Folder, certificateFile), certificate.ExportCertificatePem());
    }

    /// <summary>Writes the answer of a plugin that gives a client certificate.</summary>
    public async Task WriteCertificateAnswerAsync(string name, string file, string expiry)
    {
        using var certificate = Certificates.Issue(name);
        var status = new System.Text.Json.Nodes.JsonObject
        {
            ["clientCertificateData"] = certificate.ExportCertificatePem(),
            ["clientKeyData"] = KeyPem(certificate),
            ["expirationTimestamp"] = expiry,
        };
        var answer = new System.Text.Json.Nodes.JsonObject { ["kind"] = "ExecCredential", ["status"] = status };
        await File.WriteAllTextAsync(Path.Combine(Folder, file), answer.ToJsonString());
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Certificates.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}

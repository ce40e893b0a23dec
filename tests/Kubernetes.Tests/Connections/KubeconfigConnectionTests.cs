using System.Security.Cryptography.X509Certificates;
using System.Text;
using Headroom.Kubernetes.Connections;
using Headroom.Kubernetes.Settings;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headroom.Kubernetes.Tests.Connections;

public sealed class KubeconfigConnectionTests : IAsyncLifetime
{
    private readonly TestCertificates _certificates = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("kubeconfig").FullName;
    private TlsServer? _server;

    private string Url => _server?.Url ?? throw new InvalidOperationException();

    public async ValueTask InitializeAsync() =>
        _server = await TlsServer.StartAsync(_certificates.Issue("server", "localhost"));

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _certificates.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Load_TokenAndAuthority_ConnectsOverHttp2()
    {
        var found = await AskAsync(Trusting(), "token: secret");

        Assert.Equal("Bearer secret", found.Data?["v"]);
        Assert.Equal("2", found.Metadata.ResourceVersion);
    }

    [Fact]
    public async Task Load_TokenFile_IsRelativeToTheKubeconfig()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "t"), "from-file");

        var found = await AskAsync(Trusting(), "tokenFile: t");

        Assert.Equal("Bearer from-file", found.Data?["v"]);
    }

    [Fact]
    public async Task Load_ClientCertificate_IsShown()
    {
        using var client = _certificates.Issue("alice");

        var found = await AskAsync(Trusting(), $"client-certificate-data: {Base64(client.ExportCertificatePem())}\n"
            + $"    client-key-data: {Base64(KeyPem(client))}");

        Assert.Equal("alice", found.Key.Name);
    }

    [Fact]
    public async Task Load_ExecPlugin_ItsTokenIsKeptUntilItExpires()
    {
        var count = Path.Combine(_folder, "count");
        await ScriptAsync($$$"""
            echo run >> {{{count}}}
            echo '{"kind":"ExecCredential","status":{"token":"from-exec","expirationTimestamp":"2999-01-01T00:00:00Z"}}'
            """);
        using var client = Connect(Trusting(), Plugin);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("Bearer from-exec", (await GetAsync(client)).Data?["v"]);
        }

        Assert.Single(await File.ReadAllLinesAsync(count));
    }

    [Fact]
    public async Task Load_ExecPluginFails_SaysWhy()
    {
        await ScriptAsync("echo 'please log in' >&2; exit 3");

        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => AskAsync(Trusting(), Plugin));

        Assert.Contains("please log in", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_UnknownAuthority_IsRefused()
    {
        using var other = new TestCertificates();

        await Assert.ThrowsAsync<HttpRequestException>(
            () => AskAsync($"certificate-authority-data: {Base64(other.AuthorityPem)}", "token: x"));
    }

    [Fact]
    public async Task Load_WrongHostName_IsRefusedAlthoughTheAuthorityIsKnown() =>
        await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(Trusting() + "\n    tls-server-name: other", "token: x"));

    [Fact]
    public async Task Load_SkipVerify_ConnectsToAnybody() =>
        Assert.Equal("Bearer x", (await AskAsync("insecure-skip-tls-verify: true", "token: x")).Data?["v"]);

    private string Plugin => $"exec: {{command: sh, args: [{Path.Combine(_folder, "plugin.sh")}]}}";

    private string Trusting() => $"certificate-authority-data: {Base64(_certificates.AuthorityPem)}";

    private async Task<ConfigMap> AskAsync(string cluster, string user)
    {
        using var client = Connect(cluster, user);
        return await GetAsync(client);
    }

    private KubernetesClient Connect(string cluster, string user)
    {
        var path = Path.Combine(_folder, "config");
        File.WriteAllText(path, $$$"""
            current-context: c
            contexts: [{name: c, context: {cluster: k, user: u, namespace: team}}]
            clusters:
            - name: k
              cluster:
                server: {{{Url}}}
                {{{cluster}}}
            users:
            - name: u
              user:
                {{{user}}}
            """);
        var connection = KubeconfigConnection.Load(new KubeconfigOptions { Path = path }, TimeProvider.System);
        Assert.Equal("team", connection.DefaultNamespace);
        return new KubernetesClient(connection, TimeProvider.System, NullLoggerFactory.Instance);
    }

    private static Task<ConfigMap> GetAsync(KubernetesClient client) =>
        client.GetAsync(ConfigMap.Type, new ObjectKey("ns", "x"), TestContext.Current.CancellationToken);

    private Task ScriptAsync(string body) => File.WriteAllTextAsync(Path.Combine(_folder, "plugin.sh"), body + "\n");

    private static string KeyPem(X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey() ?? throw new InvalidOperationException();
        return key.ExportPkcs8PrivateKeyPem();
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}

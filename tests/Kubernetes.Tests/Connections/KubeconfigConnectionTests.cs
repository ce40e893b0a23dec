using Headroom.Kubernetes.Connections;
using Headroom.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headroom.Kubernetes.Tests.Connections;

public sealed class KubeconfigConnectionTests : IAsyncLifetime
{
    private KubeconfigFixture? _fixture;

    private KubeconfigFixture Fixture => _fixture ?? throw new InvalidOperationException();

    public async ValueTask InitializeAsync() => _fixture = await KubeconfigFixture.CreateAsync();

    public ValueTask DisposeAsync() => Fixture.DisposeAsync();

    [Fact]
    public async Task Load_TokenAndAuthority_ConnectsOverHttp2()
    {
        var found = await Fixture.AskAsync(Fixture.Trusting, "token: secret");

        Assert.Equal("Bearer secret", found.Data?["v"]);
        Assert.Equal("2", found.Metadata.ResourceVersion);
    }

    [Fact]
    public async Task Load_TokenFile_IsRelativeToTheKubeconfig()
    {
        await File.WriteAllTextAsync(Path.Combine(Fixture.Folder, "t"), "from-file");

        var found = await Fixture.AskAsync(Fixture.Trusting, "tokenFile: t");

        Assert.Equal("Bearer from-file", found.Data?["v"]);
    }

    [Fact]
    public async Task Load_ClientCertificate_IsShown()
    {
        using var client = Fixture.Certificates.Issue("alice");

        var found = await Fixture.AskAsync(Fixture.Trusting, $"client-certificate-data: {KubeconfigFixture.Base64(client.ExportCertificatePem())}\n"
            + $"    client-key-data: {KubeconfigFixture.Base64(KubeconfigFixture.KeyPem(client))}");

        Assert.Equal("alice", found.Key.Name);
    }

    [Fact]
    public async Task Load_UnknownAuthority_IsRefused()
    {
        using var other = new TestCertificates();

        await Assert.ThrowsAsync<HttpRequestException>(
            () => Fixture.AskAsync($"certificate-authority-data: {KubeconfigFixture.Base64(other.AuthorityPem)}", "token: x"));
    }

    [Fact]
    public async Task Load_WrongHostName_IsRefusedAlthoughTheAuthorityIsKnown() =>
        await Assert.ThrowsAsync<HttpRequestException>(() => Fixture.AskAsync(Fixture.Trusting + "\n    tls-server-name: other", "token: x"));

    [Fact]
    public async Task Load_SkipVerify_ConnectsToAnybody() =>
        Assert.Equal("Bearer x", (await Fixture.AskAsync("insecure-skip-tls-verify: true", "token: x")).Data?["v"]);

    [Fact]
    public async Task Load_AuthorityFileRotated_IsReadAgainAtTheFirstRefusal()
    {
        using var other = new TestCertificates();
        var path = Path.Combine(Fixture.Folder, "ca.crt");
        await File.WriteAllTextAsync(path, other.AuthorityPem);
        using var client = Fixture.Connect("certificate-authority: ca.crt", "token: x", new ManualTime());
        await Assert.ThrowsAsync<HttpRequestException>(() => KubeconfigFixture.GetAsync(client));

        await File.WriteAllTextAsync(path, Fixture.Certificates.AuthorityPem);

        Assert.Equal("Bearer x", (await KubeconfigFixture.GetAsync(client)).Data?["v"]);
    }

    [Fact]
    public async Task Load_ClientCertificateFilesRotated_NewConnectionsShowTheNewOne()
    {
        var time = new ManualTime();
        await Fixture.WriteClientCertificateAsync("old", "client.crt", "client.key");
        using var client = Fixture.Connect(
            Fixture.Trusting, "client-certificate: client.crt\n    client-key: client.key", time);
        Assert.Equal("old", (await KubeconfigFixture.GetAsync(client)).Key.Name);

        await Fixture.WriteClientCertificateAsync("new", "client.crt", "client.key");
        Assert.Equal("old", (await KubeconfigFixture.GetAsync(client)).Key.Name);
        time.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal("new", (await KubeconfigFixture.GetAsync(client)).Key.Name);
    }

    [Fact]
    public async Task Load_SeveralFiles_TheFirstToNameAnEntryWins()
    {
        var first = Path.Combine(Fixture.Folder, "first");
        var second = Path.Combine(Fixture.Folder, "second");
        await File.WriteAllTextAsync(first, "current-context: c\nusers: [{name: u, user: {token: from-first}}]\n");
        await File.WriteAllTextAsync(second, """
            current-context: other
            contexts: [{name: c, context: {cluster: k, user: u}}]
            clusters: [{name: k, cluster: {server: "https://api.test:6443"}}]
            users: [{name: u, user: {token: from-second}}]
            """);

        var connection = KubeconfigConnection.Load(
            new KubeconfigOptions(), name => name is "KUBECONFIG" ? $"{first}:/does/not/exist:{second}" : null, TimeProvider.System);

        Assert.Equal("https://api.test:6443/", connection.Server.AbsoluteUri);
        Assert.Equal("from-first", await connection.Token!.GetTokenAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Load_ProxyUrl_RequestsGoThroughTheProxy()
    {
        await using var proxy = await ScriptedApiServer.StartAsync(
            (context, request) => context.JsonAsync(ScriptedCollection.Item("proxied", "1", context.Request.Host.Value ?? "")));
        var path = Path.Combine(Fixture.Folder, "config");
        await File.WriteAllTextAsync(path, $$$"""
            current-context: c
            contexts: [{name: c, context: {cluster: k}}]
            clusters: [{name: k, cluster: {server: "http://api.test:8080", proxy-url: "{{{proxy.Url}}}"}}]
            """);
        using var client = new KubernetesClient(
            KubeconfigConnection.Load(new KubeconfigOptions { Path = path }, TimeProvider.System),
            TimeProvider.System, NullLoggerFactory.Instance);

        var found = await KubeconfigFixture.GetAsync(client);

        Assert.Equal(("proxied", "api.test:8080"), (found.Key.Name, found.Data?["v"]));
    }
}

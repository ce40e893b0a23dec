using System.Text.Json.Nodes;
using Headroom.Testing;

namespace Headroom.Kubernetes.Tests.Connections;

public sealed class ExecPluginTests : IAsyncLifetime
{
    private const string NextYear = "2027-01-01T00:00:00Z";

    private readonly ManualTime _time = new();
    private KubeconfigFixture? _fixture;

    private KubeconfigFixture Fixture => _fixture ?? throw new InvalidOperationException();

    private string Runs => Path.Combine(Fixture.Folder, "runs");

    public async ValueTask InitializeAsync() => _fixture = await KubeconfigFixture.CreateAsync();

    public ValueTask DisposeAsync() => Fixture.DisposeAsync();

    [Fact]
    public async Task Get_TokenWithExpiry_IsKeptUntilShortlyBefore()
    {
        await Fixture.ScriptAsync($$$"""
            echo run >> {{{Runs}}}
            echo '{"kind":"ExecCredential","status":{"token":"t'$(wc -l < {{{Runs}}})'","expirationTimestamp":"2026-01-05T01:00:00Z"}}'
            """);
        using var client = Fixture.Connect(Fixture.Trusting, Fixture.Plugin, _time);

        Assert.Equal("Bearer t1", (await KubeconfigFixture.GetAsync(client)).Data?["v"]);
        _time.Advance(TimeSpan.FromMinutes(59.5));
        Assert.Equal("Bearer t1", (await KubeconfigFixture.GetAsync(client)).Data?["v"]);
        _time.Advance(TimeSpan.FromMinutes(0.4));
        Assert.Equal("Bearer t2", (await KubeconfigFixture.GetAsync(client)).Data?["v"]);
    }

    [Fact]
    public async Task Get_CertificateExpires_TheNextOneIsShown()
    {
        await Fixture.WriteCertificateAnswerAsync("first", "answer", "2026-01-05T01:00:00Z");
        await Fixture.ScriptAsync($"cat {Path.Combine(Fixture.Folder, "answer")}");
        using var client = Fixture.Connect(Fixture.Trusting, Fixture.Plugin, _time);
        Assert.Equal("first", (await KubeconfigFixture.GetAsync(client)).Key.Name);

        await Fixture.WriteCertificateAnswerAsync("second", "answer", NextYear);
        Assert.Equal("first", (await KubeconfigFixture.GetAsync(client)).Key.Name);
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal("second", (await KubeconfigFixture.GetAsync(client)).Key.Name);
    }

    [Fact]
    public async Task Get_CertificateRefused_ThePluginIsAskedOnceMore()
    {
        await Fixture.WriteCertificateAnswerAsync("revoked", "answer", NextYear);
        await Fixture.ScriptAsync($"cat {Path.Combine(Fixture.Folder, "answer")}");
        using var client = Fixture.Connect(Fixture.Trusting, Fixture.Plugin, _time);
        await KubeconfigFixture.GetAsync(client);

        Fixture.Server.Refused.Add("revoked");
        var refusal = await Assert.ThrowsAsync<KubernetesApiException>(() => KubeconfigFixture.GetAsync(client));
        await Fixture.WriteCertificateAnswerAsync("renewed", "answer", NextYear);

        Assert.True(refusal.IsUnauthorized);
        Assert.Equal("renewed", (await KubeconfigFixture.GetAsync(client)).Key.Name);
    }

    [Fact]
    public async Task Get_PluginWantsTheCluster_IsToldOfIt()
    {
        var question = Path.Combine(Fixture.Folder, "question");
        await Fixture.ScriptAsync($$$"""
            printf %s "$KUBERNETES_EXEC_INFO" > {{{question}}}
            printf '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"%s"}}' "$EXTRA"
            """);
        var cluster = Fixture.Trusting + "\n    extensions: [{name: client.authentication.k8s.io/exec, extension: {audience: x}}]";
        var user = $$"""exec: {command: sh, args: [{{Path.Combine(Fixture.Folder, "plugin.sh")}}], provideClusterInfo: true, env: [{name: EXTRA, value: e}]}""";
        using var client = Fixture.Connect(cluster, user, _time);

        Assert.Equal("Bearer e", (await KubeconfigFixture.GetAsync(client)).Data?["v"]);

        var spec = JsonNode.Parse(await File.ReadAllTextAsync(question))?["spec"];
        Assert.False(spec?["interactive"]?.GetValue<bool>());
        Assert.Equal(Fixture.Server.Url, spec?["cluster"]?["server"]?.ToString());
        Assert.Equal(KubeconfigFixture.Base64(Fixture.Certificates.AuthorityPem), spec?["cluster"]?["certificate-authority-data"]?.ToString());
        Assert.Equal("x", spec?["cluster"]?["config"]?["audience"]?.ToString());
    }

    [Theory]
    [InlineData("echo 'please log in' >&2; exit 3", "please log in")]
    [InlineData("echo '{\"status\":{}}'", "without a token")]
    [InlineData("echo '{\"apiVersion\":\"client.authentication.k8s.io/v1beta1\",\"status\":{\"token\":\"t\"}}'", "not in client.authentication.k8s.io/v1")]
    public async Task Get_PluginFails_SaysWhy(string script, string why)
    {
        await Fixture.ScriptAsync(script);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Fixture.AskAsync(Fixture.Trusting, Fixture.Plugin));

        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_PluginNeedsATerminal_IsRefusedAtOnce()
    {
        var error = Assert.Throws<FormatException>(
            () => Fixture.Connect(Fixture.Trusting, "exec: {command: login, interactiveMode: Always}"));

        Assert.Contains("terminal", error.Message, StringComparison.Ordinal);
    }
}

using Headroom.Kubernetes.Connections;

namespace Headroom.Kubernetes.Tests.Connections;

public sealed class InClusterConnectionTests
{
    [Theory]
    [InlineData("10.96.0.1", "443", "https://10.96.0.1/")]
    [InlineData("fd00::1", "6443", "https://[fd00::1]:6443/")]
    [InlineData("fd00::1", null, "https://[fd00::1]/")]
    public async Task Load_Mount_MakesTheConnection(string host, string? port, string expected)
    {
        using var certificates = new TestCertificates();
        var mount = Directory.CreateTempSubdirectory("mount").FullName;
        await File.WriteAllTextAsync(Path.Combine(mount, "token"), "t1\n");
        await File.WriteAllTextAsync(Path.Combine(mount, "namespace"), "prod");
        await File.WriteAllTextAsync(Path.Combine(mount, "ca.crt"), certificates.AuthorityPem);
        try
        {
            var connection = InClusterConnection.Load(
                name => name is "KUBERNETES_SERVICE_HOST" ? host : port, mount, TimeProvider.System);

            Assert.Equal(expected, connection.Server.AbsoluteUri);
            Assert.Equal("prod", connection.DefaultNamespace);
            Assert.Equal("t1", connection.Token is { } token ? await token.GetTokenAsync(CancellationToken.None) : null);
        }
        finally
        {
            Directory.Delete(mount, recursive: true);
        }
    }

    [Fact]
    public void Load_NoPod_Throws() =>
        Assert.Throws<InvalidOperationException>(() => InClusterConnection.Load(_ => null, "/nowhere", TimeProvider.System));

    [Fact]
    public async Task TokenFile_AfterAMinute_IsReadAgain()
    {
        var time = new Headroom.Testing.ManualTime();
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllTextAsync(path, "old");
        var source = new TokenFile(path, time);
        try
        {
            await source.GetTokenAsync(CancellationToken.None);
            await File.WriteAllTextAsync(path, "new");

            time.Advance(TimeSpan.FromSeconds(59));
            Assert.Equal("old", await source.GetTokenAsync(CancellationToken.None));
            time.Advance(TimeSpan.FromSeconds(1.1));
            Assert.Equal("new", await source.GetTokenAsync(CancellationToken.None));
        }
        finally
        {
            File.Delete(path);
        }
    }
}

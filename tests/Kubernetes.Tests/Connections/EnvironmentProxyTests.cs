using Headroom.Kubernetes.Connections;

namespace Headroom.Kubernetes.Tests.Connections;

public sealed class EnvironmentProxyTests
{
    private static readonly EnvironmentProxy Proxy = new(name => name switch
    {
        "HTTPS_PROXY" => "proxy:3128",
        "no_proxy" => "10.0.0.0/8, .internal,example.com,api.test:6443,fd00::/8",
        _ => null,
    });

    [Theory]
    [InlineData("https://10.1.2.3:6443", true)]
    [InlineData("https://11.1.2.3:6443", false)]
    [InlineData("https://[fd00::1]:6443", true)]
    [InlineData("https://[fe80::1]:6443", false)]
    [InlineData("https://a.internal", true)]
    [InlineData("https://internal", false)]
    [InlineData("https://example.com", true)]
    [InlineData("https://a.example.com", true)]
    [InlineData("https://badexample.com", false)]
    [InlineData("https://api.test:6443", true)]
    [InlineData("https://api.test:443", false)]
    [InlineData("https://127.0.0.1", true)]
    [InlineData("http://elsewhere", true)]
    public void IsBypassed_NoProxy_AsGo(string url, bool expected) => Assert.Equal(expected, Proxy.IsBypassed(new Uri(url)));
}

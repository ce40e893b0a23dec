using Headroom.Activator.Routing;

namespace Headroom.Activator.Tests.Routing;

public sealed class RouteTableTests
{
    private static readonly RouteTable Table = new(
        new[] { ("a", "chat.test", "/"), ("b", "chat.test", "/v1"), ("c", "chat.test", "/v1/models/"), ("d", "other.test", "/api") }
            .Select(static s => new ServiceRoute(new RoutedService(new ServiceKey("n", s.Item1), s.Item2, s.Item3), null!))); // the gate is not asked

    [Theory]
    [InlineData("chat.test", "/", "a")]
    [InlineData("CHAT.test:8080", "/v1", "b")]
    [InlineData("chat.test", "/v1/x", "b")]
    [InlineData("chat.test", "/v1x", "a")]
    [InlineData("chat.test", "/v1/models/7", "c")]
    [InlineData("other.test", "/api/x", "d")]
    [InlineData("other.test", "/", null)]
    [InlineData("x.chat.test", "/", null)]
    [InlineData("[::1]:80", "/", null)]
    [InlineData("", "/", null)]
    public void Find_HostAndPath_TakesTheLongestPathOfThatHost(string host, string path, string? expected) =>
        Assert.Equal(expected, Table.Find(host, path)?.Service.Key.Name);
}

using System.Net;
using Headroom.ControlPlane.Api.Health;
using Headroom.ControlPlane.Api.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Headroom.ControlPlane.Api.Tests.Health;

public sealed class ReadinessTests
{
    [Fact]
    public async Task Readyz_WhileACacheIsNotSynced_Is503AndNamesIt()
    {
        var cache = new Cache();
        await using var server = await ApiServer.StartAsync(b => b.Services.AddSingleton<IReadinessCheck>(cache));
        using var client = new HttpClient { BaseAddress = server.Probes };
        var path = new Uri("/readyz?verbose", UriKind.Relative);

        using var before = await client.GetAsync(path);
        cache.IsSynced = true;
        using var after = await client.GetAsync(path);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, before.StatusCode);
        Assert.Contains("[-]autoscaler-cache failed: not synced", await before.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.Contains("[+]database: unavailable: ", await after.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private sealed class Cache : IReadinessCheck
    {
        public bool IsSynced { get; set; }

        public string Name => "autoscaler-cache";

        public string? Missing() => IsSynced ? null : "not synced";
    }
}

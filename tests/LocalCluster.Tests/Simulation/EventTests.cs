using Headroom.LocalCluster.Hosting;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Simulation;
using Headroom.LocalCluster.Tests.Http;

namespace Headroom.LocalCluster.Tests.Simulation;

public sealed class EventTests
{
    [Fact]
    public async Task Events_OfAReplicaSetWithManyPods_AreCombinedAfterNine()
    {
        await using var api = await ApiClient.StartAsync(new LocalClusterOptions { StartDelay = new StartDelay(0.01, 0) });
        await api.SendAsync(HttpMethod.Post, "/apis/apps/v1/namespaces/default/replicasets",
            """{"metadata":{"name":"web"},"spec":{"replicas":40,"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}""");
        await foreach (var e in api.WatchAsync("/apis/apps/v1/namespaces/default/replicasets?watch=true&timeoutSeconds=20"))
        {
            if (e.Obj("object").Obj("status").Int("replicas") == 40)
            {
                break;
            }
        }

        var list = await api.SendAsync(HttpMethod.Get, "/api/v1/namespaces/default/events?fieldSelector=involvedObject.kind%3DReplicaSet");

        var events = list.Body.Arr("items").Objects().ToArray();
        Assert.Equal(10, events.Length);
        Assert.Equal(9, events.Count(e => e.Int("count") == 1 && e.Str("message")!.StartsWith("Created pod: web-", StringComparison.Ordinal)));
        var combined = Assert.Single(events, e => e.Str("message")!.StartsWith("(combined from similar events): Created pod: web-", StringComparison.Ordinal));
        Assert.Equal(16, combined.Int("count")); // 25 at once, the other 15 went unreported
    }
}

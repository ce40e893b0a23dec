using System.Net;
using Headroom.LocalCluster.Hosting;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Simulation;
using Headroom.LocalCluster.Tests.Http;

namespace Headroom.LocalCluster.Tests.Simulation;

public sealed class EvictionTests
{
    private const string Pods = "/api/v1/namespaces/default/pods";
    private const string Budget = "/apis/policy/v1/namespaces/default/poddisruptionbudgets";

    [Fact]
    public async Task Evictions_AtTheSameTime_NeverShareOneDisruption()
    {
        await using var api = await ApiClient.StartAsync(new LocalClusterOptions { StartDelay = new StartDelay(0.01, 0) });
        await api.SendAsync(HttpMethod.Post, Budget, """{"metadata":{"name":"b"},"spec":{"minAvailable":3,"selector":{"matchLabels":{"app":"a"}}}}""");
        string[] names = ["p0", "p1", "p2", "p3"];
        foreach (var name in names)
        {
            await api.SendAsync(HttpMethod.Post, Pods,
                $$$$"""{"metadata":{"name":"{{{{name}}}}","labels":{"app":"a"}},"spec":{"containers":[{"name":"c","image":"i"}]}}""");
        }

        await foreach (var e in api.WatchAsync(Budget + "?watch=true&timeoutSeconds=20"))
        {
            if (e.Obj("object").Obj("status").Int("disruptionsAllowed") == 1)
            {
                break;
            }
        }

        var answers = await Task.WhenAll(names.Select(n => api.SendAsync(
            HttpMethod.Post, $"{Pods}/{n}/eviction", $$$"""{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"{{{n}}}"}}""")));

        Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
        var refused = answers.Where(a => a.Status == HttpStatusCode.TooManyRequests).ToArray();
        Assert.Equal(3, refused.Length);
        Assert.All(refused, r => Assert.Equal("DisruptionBudget", r.Body.Obj("details").Arr("causes").Objects().Single().Str("reason")));
    }
}

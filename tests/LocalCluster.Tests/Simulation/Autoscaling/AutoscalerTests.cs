using System.Text.Json.Nodes;
using Headroom.LocalCluster.Hosting;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Simulation;
using Headroom.LocalCluster.Tests.Http;

namespace Headroom.LocalCluster.Tests.Simulation.Autoscaling;

public sealed class AutoscalerTests
{
    private const string Deployments = "/apis/apps/v1/namespaces/default/deployments";
    private const string Autoscalers = "/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers";

    // 15 s of an autoscaler take 150 ms, its five minutes of stabilisation 3 s.
    private static readonly LocalClusterOptions Fast = new() { StartDelay = new StartDelay(1, 0), Speed = 100 };

    [Fact]
    public async Task Target_AboveItsUtilization_GrowsToTheMaximum()
    {
        await using var api = await ApiClient.StartAsync(Fast);
        await CreateAsync(api, replicas: 1, usage: "180m", min: 1, max: 7);

        var grown = await WaitAsync(api, Autoscalers, a => a.Obj("status").Int("currentReplicas") == 7);
        var (_, deployment) = await api.SendAsync(HttpMethod.Get, Deployments + "/web");
        var (_, events) = await api.SendAsync(HttpMethod.Get, "/api/v1/namespaces/default/events?fieldSelector=reason%3DSuccessfulRescale");

        Assert.Equal(7, deployment.Obj("spec").Int("replicas"));
        Assert.Equal(180, grown.Obj("status").Arr("currentMetrics").Objects().Single().Obj("resource").Obj("current").Int("averageUtilization"));
        Assert.Equal("TooManyReplicas", grown.Condition("ScalingLimited").Str("reason"));
        Assert.StartsWith(
            "New size: 3; reason: cpu resource utilization (percentage of request) above target",
            events.Arr("items").Objects().First().Str("message"), StringComparison.Ordinal);
        Assert.Contains(
            deployment.Obj("metadata").Arr("managedFields").Objects(),
            f => f.Str("manager") == "kube-controller-manager" && f.Str("subresource") == "scale");
    }

    [Fact]
    public async Task Target_BelowItsUtilization_ShrinksToTheMinimumOnceThatIsStable()
    {
        await using var api = await ApiClient.StartAsync(Fast);
        await CreateAsync(api, replicas: 6, usage: "10m", min: 2, max: 8);

        await WaitAsync(api, Autoscalers, a => a.Condition("ScalingActive").Str("reason") == "ValidMetricFound");
        var shrunk = await WaitAsync(api, Deployments, d => d.Obj("spec").Int("replicas") != 6);

        Assert.Equal(2, shrunk.Obj("spec").Int("replicas"));
    }

    [Fact]
    public async Task Target_WithoutRequests_SaysWhyNothingIsDone()
    {
        await using var api = await ApiClient.StartAsync(Fast);
        await CreateAsync(api, replicas: 2, usage: "10m", min: 1, max: 8, requests: "{}");

        var failed = await WaitAsync(api, Autoscalers, a => a.Condition("ScalingActive").Str("message")?.Contains("missing request", StringComparison.Ordinal) is true);

        Assert.Equal("False", failed.Condition("ScalingActive").Str("status"));
        Assert.Equal("FailedGetResourceMetric", failed.Condition("ScalingActive").Str("reason"));
    }

    private static async Task CreateAsync(ApiClient api, int replicas, string usage, int min, int max, string requests = """{"cpu":"100m"}""")
    {
        await api.SendAsync(HttpMethod.Post, Deployments, $$$$"""
            {"metadata":{"name":"web"},"spec":{"replicas":{{{{replicas}}}},"selector":{"matchLabels":{"app":"web"}},"template":{
            "metadata":{"labels":{"app":"web"},"annotations":{"local.headroom.dev/cpu-usage":"{{{{usage}}}}"}},
            "spec":{"containers":[{"name":"main","image":"x:1","resources":{"requests":{{{{requests}}}} } }]} } } }
            """);
        await api.SendAsync(HttpMethod.Post, Autoscalers, $$$$"""
            {"metadata":{"name":"web"},"spec":{"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"web"},"minReplicas":{{{{min}}}},
            "maxReplicas":{{{{max}}}},"metrics":[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":60}}}]}}
            """);
    }

    private static async Task<JsonObject> WaitAsync(ApiClient api, string path, Func<JsonObject, bool> claim)
    {
        await foreach (var e in api.WatchAsync($"{path}?watch=true&timeoutSeconds=30"))
        {
            if (e.Obj("object") is { } item && claim(item))
            {
                return item;
            }
        }

        throw new TimeoutException($"nothing of {path} got there");
    }
}

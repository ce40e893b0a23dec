using System.Text.Json.Nodes;
using Headroom.LocalCluster.Hosting;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Simulation;
using Headroom.LocalCluster.Tests.Http;

namespace Headroom.LocalCluster.Tests.Simulation;

public sealed class SchedulingTests
{
    private const string Pods = "/api/v1/namespaces/default/pods";

    private static readonly LocalClusterOptions OneGpu = new()
    {
        Nodes = [new NodeGroup("gpu", 1, "8", "32Gi", 1, "NVIDIA-L4")],
        StartDelay = new StartDelay(0.01, 0),
    };

    [Fact]
    public async Task Pod_ThatDoesNotFit_SaysWhyAndStartsWhenThereIsRoom()
    {
        await using var api = await ApiClient.StartAsync(OneGpu);
        await CreateAsync(api, "first");
        await WaitAsync(api, "first", p => p.Condition("Ready").Str("status") == "True");
        await CreateAsync(api, "second");

        var waiting = await WaitAsync(api, "second", p => p.Condition("PodScheduled").Str("status") == "False");
        await api.SendAsync(HttpMethod.Delete, Pods + "/first");
        var ready = await WaitAsync(api, "second", p => p.Condition("Ready").Str("status") == "True");

        Assert.Equal("Unschedulable", waiting.Condition("PodScheduled").Str("reason"));
        Assert.Equal(
            "0/1 nodes are available: 1 Insufficient nvidia.com/gpu. preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.",
            waiting.Condition("PodScheduled").Str("message"));
        Assert.Equal("gpu-0", ready.Obj("spec").Str("nodeName"));
        Assert.NotNull(ready.Obj("status").Str("podIP"));
    }

    [Fact]
    public async Task Pod_OfHigherPriority_TakesThePlaceOfTheLeastImportant()
    {
        await using var api = await ApiClient.StartAsync(OneGpu with { Nodes = [new NodeGroup("gpu", 1, "8", "32Gi", 2, "NVIDIA-L4")], Speed = 10 });
        foreach (var (name, value) in new[] { ("low", 10), ("middle", 20), ("high", 30) })
        {
            await api.SendAsync(
                HttpMethod.Post, "/apis/scheduling.k8s.io/v1/priorityclasses", $$$"""{"metadata":{"name":"{{{name}}}"},"value":{{{value}}}}""");
        }

        foreach (var name in new[] { "low", "middle" })
        {
            await CreateAsync(api, name, name);
            await WaitAsync(api, name, p => p.Condition("Ready").Str("status") == "True");
        }

        await CreateAsync(api, "equal", "low");
        var equal = await WaitAsync(api, "equal", p => p.Condition("PodScheduled").Str("status") == "False");
        await CreateAsync(api, "important", "high");
        var victim = await WaitAsync(api, "low", p => p.Obj("metadata").Str("deletionTimestamp") is not null);
        var ready = await WaitAsync(api, "important", p => p.Condition("Ready").Str("status") == "True");
        var (_, middle) = await api.SendAsync(HttpMethod.Get, Pods + "/middle");
        var (_, events) = await api.SendAsync(
            HttpMethod.Get, "/api/v1/namespaces/default/events?fieldSelector=reason%3DPreempted");

        Assert.Equal(10, equal.Obj("spec").Int("priority"));
        Assert.Equal("PreemptionByScheduler", victim.Condition("DisruptionTarget").Str("reason"));
        Assert.Equal("gpu-0", ready.Obj("status").Str("nominatedNodeName"));
        Assert.Equal("True", middle.Condition("Ready").Str("status"));
        Assert.Equal("low", events.Arr("items").Objects().Single().Obj("involvedObject").Str("name"));
    }

    [Fact]
    public async Task Pod_ThatToleratesATaintForAWhile_StaysThatLong()
    {
        await using var api = await ApiClient.StartAsync(OneGpu with { Speed = 10 });
        await CreateAsync(
            api, "brief", tolerations: """[{"key":"upkeep","operator":"Exists","effect":"NoExecute","tolerationSeconds":20}]""");
        await WaitAsync(api, "brief", p => p.Condition("Ready").Str("status") == "True");

        var tainted = TimeProvider.System.GetTimestamp();
        await api.SendAsync(
            HttpMethod.Patch, "/api/v1/nodes/gpu-0", """{"spec":{"taints":[{"key":"upkeep","effect":"NoExecute"}]}}""", "application/merge-patch+json");
        var gone = await WaitAsync(api, "brief", p => p.Obj("metadata").Str("deletionTimestamp") is not null);

        // 20 s at ten times the speed; it may stay longer on a busy machine, but never shorter.
        Assert.True(TimeProvider.System.GetElapsedTime(tainted) >= TimeSpan.FromSeconds(1.9));
        Assert.Equal("DeletionByTaintManager", gone.Condition("DisruptionTarget").Str("reason"));
    }

    private static async Task CreateAsync(ApiClient api, string name, string priorityClass = "", string tolerations = "[]") => await api.SendAsync(HttpMethod.Post, Pods,
        $$$$$"""{"metadata":{"name":"{{{{{name}}}}}"},"spec":{"priorityClassName":"{{{{{priorityClass}}}}}","tolerations":{{{{{tolerations}}}}},"containers":[{"name":"c","image":"i","resources":{"limits":{"nvidia.com/gpu":"1"}}}]}}""");

    private static async Task<JsonObject> WaitAsync(
        ApiClient api, string name, Func<JsonObject, bool> claim)
    {
        await foreach (var e in api.WatchAsync($"{Pods}?watch=true&fieldSelector=metadata.name%3D{name}&timeoutSeconds=20"))
        {
            if (e.Str("type") is "ADDED" or "MODIFIED" && claim(e.Obj("object")!))
            {
                return e.Obj("object")!;
            }
        }

        throw new TimeoutException($"pod {name} did not get there");
    }
}

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
        Assert.Equal("0/1 nodes are available: 1 Insufficient nvidia.com/gpu.", waiting.Condition("PodScheduled").Str("message"));
        Assert.Equal("gpu-0", ready.Obj("spec").Str("nodeName"));
        Assert.NotNull(ready.Obj("status").Str("podIP"));
    }

    private static async Task CreateAsync(ApiClient api, string name) => await api.SendAsync(HttpMethod.Post, Pods,
        $$$$$"""{"metadata":{"name":"{{{{{name}}}}}"},"spec":{"containers":[{"name":"c","image":"i","resources":{"limits":{"nvidia.com/gpu":"1"}}}]}}""");

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

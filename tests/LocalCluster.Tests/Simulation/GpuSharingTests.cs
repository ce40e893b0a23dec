using System.Text.Json.Nodes;
using Headroom.LocalCluster.Hosting;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Simulation;
using Headroom.LocalCluster.Tests.Http;

namespace Headroom.LocalCluster.Tests.Simulation;

/// <summary>Pods with a share of a GPU, on one node with two.</summary>
public sealed class GpuSharingTests
{
    private const string Pods = "/api/v1/namespaces/default/pods";

    private static readonly LocalClusterOptions TwoGpus = new()
    {
        Nodes = [new NodeGroup("gpu", 1, "8", "32Gi", 2, "NVIDIA-L4")],
        StartDelay = new StartDelay(0.01, 0),
    };

    [Fact]
    public async Task Pods_WithHalves_ShareOneGpuAndLeaveTheOtherWhole()
    {
        await using var api = await ApiClient.StartAsync(TwoGpus);

        await CreateAsync(api, "first", """{"gpu-fraction":"0.5"}""", "{}");
        await CreateAsync(api, "second", "{}", """{"nvidia.com/gpu":"1","nvidia.com/gpucores":"50"}""");
        await CreateAsync(api, "whole", "{}", """{"nvidia.com/gpu":"1"}""");

        var (first, second, whole) = (await GpusAsync(api, "first"), await GpusAsync(api, "second"), await GpusAsync(api, "whole"));
        Assert.Equal(first, second);
        Assert.NotEqual(first, whole);
    }

    [Fact]
    public async Task Pod_ThatFitsOnlyTheSumOfParts_SaysSoAndStartsWhenOneIsWhole()
    {
        await using var api = await ApiClient.StartAsync(TwoGpus);
        foreach (var gpu in new[] { "0", "1" })
        {
            await CreateAsync(api, $"half-{gpu}", $$"""{"gpu-fraction":"0.5","headroom.dev/gpus":"{{gpu}}"}""", "{}", node: "gpu-0");
        }

        await CreateAsync(api, "whole", "{}", """{"nvidia.com/gpu":"1"}""");
        var waiting = await WaitAsync(api, "whole", static p => p.Condition("PodScheduled").Str("status") == "False");
        await api.SendAsync(HttpMethod.Delete, Pods + "/half-1");

        Assert.StartsWith("0/1 nodes are available: 1 node(s) had no GPUs that fit.", waiting.Condition("PodScheduled").Str("message"), StringComparison.Ordinal);
        Assert.Equal("1", await GpusAsync(api, "whole"));
    }

    [Fact]
    public async Task Pod_WhoseShareCannotBeRead_SaysWhichInAnEvent()
    {
        await using var api = await ApiClient.StartAsync(TwoGpus);

        await CreateAsync(api, "odd", """{"gpu-fraction":"much"}""", "{}");

        var waiting = await WaitAsync(api, "odd", static p => p.Condition("PodScheduled").Str("status") == "False");
        const string Why = "gpu-fraction: 'much' is not allowed: a share of one GPU from 0.001 to 1";
        Assert.Equal(Why, waiting.Condition("PodScheduled").Str("message"));
        var (_, events) = await api.SendAsync(HttpMethod.Get, "/api/v1/namespaces/default/events?fieldSelector=reason%3DFailedScheduling");
        var said = events.Arr("items").Objects().Single();
        Assert.Equal((Why, "headroom"), (said.Str("message"), said.Obj("source").Str("component")));
    }

    private static async Task CreateAsync(ApiClient api, string name, string annotations, string limits, string? node = null) => await api.SendAsync(
        HttpMethod.Post, Pods,
        $$$$"""
        {"metadata":{"name":"{{{{name}}}}","annotations":{{{{annotations}}}}},
         "spec":{"schedulerName":"headroom",{{{{(node is null ? "" : $"\"nodeName\":\"{node}\",")}}}}"containers":[{"name":"c","image":"i","resources":{"limits":{{{{limits}}}}}}]}}
        """);

    private static async Task<string?> GpusAsync(ApiClient api, string name) =>
        (await WaitAsync(api, name, static p => p.Condition("Ready").Str("status") == "True")).Obj("metadata").Obj("annotations").Str("headroom.dev/gpus");

    private static async Task<JsonObject> WaitAsync(ApiClient api, string name, Func<JsonObject, bool> claim)
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

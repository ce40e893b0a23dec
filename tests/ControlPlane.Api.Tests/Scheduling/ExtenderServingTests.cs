using System.Net;
using Headroom.Testing;

namespace Headroom.ControlPlane.Api.Tests.Scheduling;

/// <summary>The control plane as a kube-scheduler meets it, over a cluster that binds in earnest.</summary>
[Collection(nameof(SchedulingCluster))] // the gauge of what is idle is one for the process
public sealed class ExtenderServingTests : IAsyncLifetime
{
    private const string Half = """{"gpu-fraction": "0.5"}""";
    private const string Eight = """{"limits": {"nvidia.com/gpu": "8"} }""";

    private SchedulingCluster _cluster = null!; // set before every test
    private SchedulingReplica _leader = null!; // likewise

    public async ValueTask InitializeAsync()
    {
        _cluster = await SchedulingCluster.StartAsync();
        _leader = await SchedulingReplica.StartAsync(_cluster);
        await _leader.LeadsAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _leader.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Calls_ForTwoHalves_BindThemToOneGpuThatTheirAnnotationNames()
    {
        var (first, second) = (await _cluster.CreatePodAsync("first", Half, "{}"), await _cluster.CreatePodAsync("second", Half, "{}"));

        var (one, other) = (await _leader.ScheduleAsync(first), await _leader.ScheduleAsync(second));

        Assert.Equal(one, other);
        var (a, b) = (await _cluster.PodAsync("first"), await _cluster.PodAsync("second"));
        Assert.Equal(one, (string)a["spec"]!["nodeName"]!);
        Assert.Equal((string)a["metadata"]!["annotations"]!["headroom.dev/gpus"]!, (string)b["metadata"]!["annotations"]!["headroom.dev/gpus"]!);
        await Eventually.HoldsAsync(async () => (string)(await _cluster.PodAsync("second"))["status"]!["phase"]! == "Running");
        using var http = new HttpClient();
        var metrics = await http.GetStringAsync(new Uri(_leader.Metrics, "/metrics"));
        Assert.Contains("headroom_extender_calls_total{outcome=\"answered\",verb=\"bind\"} ", metrics, StringComparison.Ordinal);
        Assert.Contains("headroom_extender_call_seconds_count{verb=\"filter\"} ", metrics, StringComparison.Ordinal);
        Assert.Contains("headroom_extender_idle_gpu_ratio 0.975", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_WithoutAKnownPodOrNode_SayWhatIsWrong()
    {
        var pod = await _cluster.CreatePodAsync("train", "{}", Eight);

        Assert.EndsWith("was not filtered here: what it needs is not known", await _leader.BindAsync(pod, "l4-0"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await _leader.TryPostAsync("filter", """{"Pod": """)).Status);
        await _cluster.DeleteNodeAsync("l4-0");
        await Eventually.HoldsAsync(async () => (await _leader.FitAsync(pod, "l4-0", "a100-0")) is ["a100-0"]);
        Assert.StartsWith("l4-0 has no room", await _leader.BindAsync(pod, "l4-0"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_OfAFollower_AreRefusedUntilItLeadsAndThenItKnowsWhatWasBound()
    {
        await using var follower = await SchedulingReplica.StartAsync(_cluster);
        var bound = await _leader.ScheduleAsync(await _cluster.CreatePodAsync("train", "{}", Eight));

        var (status, text, isClosed) = await follower.TryPostAsync("filter", SchedulingReplica.Args("{}", "a100-0"));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "this replica does not lead", true), (status, text, isClosed));

        await _leader.DisposeAsync();
        await follower.LeadsAsync();
        var next = await _cluster.CreatePodAsync("next", "{}", Eight);
        Assert.Equal(SchedulingCluster.Nodes.Except([bound, "cpu-0"]), await follower.FitAsync(next, SchedulingCluster.Nodes));
    }

    [Fact]
    public async Task Calls_OnAnotherAddress_AreNotFound()
    {
        using var http = new HttpClient();

        Assert.Equal(HttpStatusCode.NotFound, (await http.PostAsync(new Uri(_leader.Main, "/scheduler/filter"), null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri(_leader.Extender, "/api/v1/about"))).StatusCode);
    }
}

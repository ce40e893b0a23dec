using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Pods;
using Headroom.Operators.Scheduling;
using Headroom.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Headroom.Operators.Tests.Scheduling;

/// <summary>The extender over HTTP, spoken to in the words of k8s.io/kube-scheduler/extender/v1.</summary>
public sealed class SchedulerExtenderTests : IAsyncLifetime
{
    private readonly FakeBinder _binder = new();
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly FakeTurn _turn = new();
    private readonly SchedulerExtender _extender;
    private readonly WebApplication _app;
    private readonly HttpClient _http = new();

    public SchedulerExtenderTests()
    {
        _extender = new SchedulerExtender(_binder, _time);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static k => k.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(new ExtenderEndpoint(_extender, _turn).HandleAsync);
        _extender.SetNode("a", "A100", 2, 64_000, 65_536);
        _extender.SetNode("b", "A100", 2, 64_000, 65_536);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _app.StartAsync(Ct);
        _http.BaseAddress = new Uri(_app.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Filter_NodesWithoutRoom_AreNamedWithTheReason()
    {
        _extender.SeeBound(Seen("old", gpus: 1), "a", null);

        var answer = await PostAsync("filter", Args(Asking("p", gpus: 2), "a", "b", "elsewhere"));

        Assert.Equal(["b"], answer["NodeNames"]!.AsArray().Select(static n => (string)n!));
        Assert.Equal("the GPUs that are free do not fit", (string)answer["FailedNodes"]!["a"]!);
        Assert.Equal("no node with GPUs of this name is known", (string)answer["FailedAndUnresolvableNodes"]!["elsewhere"]!);
        Assert.Equal("", (string)answer["Error"]!);
    }

    [Fact]
    public async Task Prioritize_AShare_GoesWhereAGpuIsAlreadyShared()
    {
        // Half a GPU left over is lost for pods that need a whole one: better it than a GPU that is whole.
        await PlaceAsync(Asking("whole", gpus: 1), "b");
        await PlaceAsync(Asking("first", fraction: "0.5"), "a");

        var scores = (await PostAsync("prioritize", Args(Asking("second", fraction: "0.5"), "a", "b"))).AsArray()
            .ToDictionary(static s => (string)s!["Host"]!, static s => (int)s!["Score"]!);

        Assert.Equal(10, scores["a"]);
        Assert.True(scores["b"] < 10);
    }

    [Fact]
    public async Task Bind_TwoPodsForTheLastGpu_GivesItOnce()
    {
        await PlaceAsync(Asking("x", gpus: 2), "b");
        await PlaceAsync(Asking("y", gpus: 1), "a");
        await PostAsync("filter", Args(Asking("p", gpus: 1), "a"));
        await PostAsync("filter", Args(Asking("q", gpus: 1), "a"));

        var (first, second) = (await BindAsync("p", "a"), await BindAsync("q", "a"));

        Assert.Equal("", first);
        Assert.StartsWith("a has no room for default/q any more", second, StringComparison.Ordinal);
        Assert.Equal(["x", "y", "p"], _binder.Bound.Select(static b => b.Uid));
        Assert.Equal([0, 1], _binder.Bound[0].Gpus);
        Assert.Equal([0, 1], _binder.Bound[1].Gpus.Concat(_binder.Bound[2].Gpus).Order());
    }

    [Fact]
    public async Task Bind_RefusedByTheCluster_GivesTheGpusBack()
    {
        _binder.Failure = new KubernetesApiException(new ApiStatus { Code = 409, Message = "it is bound elsewhere" });
        await PostAsync("filter", Args(Asking("p", gpus: 2), "a"));

        var error = await BindAsync("p", "a");

        Assert.Equal("default/p was not bound to a: it is bound elsewhere", error);
        Assert.Equal(1, _extender.IdleShare);
    }

    [Fact]
    public async Task Bind_WithoutAnAnswerOfTheCluster_KeepsTheGpusUntilTheWatchWouldHaveShownThem()
    {
        _binder.Failure = new TimeoutException("no answer");
        await PostAsync("filter", Args(Asking("p", gpus: 2), "a"));

        var error = await BindAsync("p", "a");
        var meanwhile = await PostAsync("filter", Args(Asking("q", gpus: 1), "a"));
        _time.Advance(TimeSpan.FromSeconds(31));
        var later = await PostAsync("filter", Args(Asking("q", gpus: 1), "a"));

        Assert.Equal("default/p was not bound to a: no answer", error);
        Assert.Empty(meanwhile["NodeNames"]!.AsArray());
        Assert.Single(later["NodeNames"]!.AsArray());
    }

    [Fact]
    public async Task Bind_ToANodeThatVanished_IsRefused()
    {
        await PostAsync("filter", Args(Asking("p", gpus: 1), "a"));
        _extender.RemoveNode("a");

        var error = await BindAsync("p", "a");

        Assert.Equal("a has no room for default/p any more, or it is booked elsewhere", error);
        Assert.Empty(_binder.Bound);
    }

    [Theory]
    [InlineData("filter", "{", HttpStatusCode.BadRequest)]
    [InlineData("filter", "[]", HttpStatusCode.BadRequest)]
    [InlineData("prioritize", """{"NodeNames": ["a", """, HttpStatusCode.BadRequest)]
    [InlineData("preempt", "7", HttpStatusCode.BadRequest)]
    [InlineData("bind", "", HttpStatusCode.BadRequest)]
    [InlineData("bind", """{"PodUID": 3}""", HttpStatusCode.BadRequest)]
    [InlineData("bind", """{"PodUID": null, "Node": null}""", HttpStatusCode.OK)]
    [InlineData("preempt", """{"Pod": {}, "NodeNameToMetaVictims": {"a": {"Pods": null}, "b": null} }""", HttpStatusCode.OK)]
    [InlineData("cordon", "{}", HttpStatusCode.NotFound)]
    public async Task Call_ThatIsMalformed_IsRefusedAndTheNextIsAnswered(string verb, string body, HttpStatusCode expected)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync($"/scheduler/{verb}", content, Ct);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(2, (await PostAsync("filter", Args(Asking("p", gpus: 1), "a", "b")))["NodeNames"]!.AsArray().Count);
    }

    [Fact]
    public async Task Call_ThatIsNoUtf8_IsRefused()
    {
        using var content = new ByteArrayContent([.. "{\"NodeNames\": [\""u8, 0xff, .. "\"]}"u8]);
        using var answer = await _http.PostAsync("/scheduler/filter", content, Ct);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Call_WhileAnotherReplicaLeads_IsRefusedAndTheConnectionClosed()
    {
        _turn.Why = "this replica does not lead";

        using var content = new StringContent(Args(Asking("p", gpus: 1), "a"), Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync("/scheduler/filter", content, Ct);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.True(answer.Headers.ConnectionClose);
        Assert.Equal("this replica does not lead", await answer.Content.ReadAsStringAsync(Ct));
    }

    [Fact]
    public async Task Filter_PodsThatNameEndlessModels_DoNotUseUpTheNumbersOfModels()
    {
        for (var i = 0; i < 100; i++)
        {
            var none = await PostAsync("filter", Args(Asking($"p{i}", gpus: 1, product: $"made-up-{i}"), "a"));
            Assert.Empty(none["NodeNames"]!.AsArray());
        }

        _extender.SetNode("new", "B200", 8, 64_000, 65_536);

        Assert.Single((await PostAsync("filter", Args(Asking("q", gpus: 1, product: "B200"), "a", "new")))["NodeNames"]!.AsArray());
    }

    [Fact]
    public async Task Bind_NeverSeenInTheCluster_IsForgottenAfterHalfAMinute()
    {
        await PlaceAsync(Asking("p", gpus: 2), "a");
        await PlaceAsync(Asking("q", gpus: 2), "b");
        _extender.SeeBound(Seen("q", gpus: 2), "b", null);

        _time.Advance(TimeSpan.FromSeconds(31));
        var answer = await PostAsync("filter", Args(Asking("r", gpus: 1), "a", "b"));

        Assert.Equal(["a"], answer["NodeNames"]!.AsArray().Select(static n => (string)n!));
    }

    [Fact]
    public async Task Bind_APodThatWasNotFiltered_IsRefused() =>
        Assert.Contains("was not filtered here", await BindAsync("stranger", "a"), StringComparison.Ordinal);

    [Fact]
    public async Task Preempt_MoreVictimsThanNeeded_SparesThoseNamedLast()
    {
        _extender.SeeBound(Seen("low", gpus: 1), "a", null);
        _extender.SeeBound(Seen("mid", gpus: 1), "a", null);
        _extender.SetNode("tiny", "A100", 1, 64_000, 65_536);

        var answer = await PostAsync("preempt", $$"""
            {"Pod": {{Asking("p", gpus: 1)}}, "NodeNameToMetaVictims": {
              "a": {"Pods": [{"UID": "low"}, {"UID": "mid"}], "NumPDBViolations": 1}, "tiny": {"Pods": [], "NumPDBViolations": 0} } }
            """);

        var kept = answer["NodeNameToMetaVictims"]!.AsObject();
        Assert.Equal(["low"], kept["a"]!["Pods"]!.AsArray().Select(static p => (string)p!["UID"]!));
        Assert.Equal(1, (int)kept["a"]!["NumPDBViolations"]!);
        Assert.Empty(kept["tiny"]!["Pods"]!.AsArray());
    }

    [Fact]
    public async Task Filter_ASchedulerThatSendsWholeNodes_IsToldWhatToConfigure()
    {
        var answer = await PostAsync("filter", $$"""{"pod": {{Asking("p", gpus: 1)}}, "nodes": {"items": []} }""");

        Assert.Equal("the request has no node names: configure the extender with nodeCacheCapable: true", (string)answer["Error"]!);
    }

    [Fact]
    public async Task Filter_AShareThatIsNone_EndsThePodsAttemptWithTheValue()
    {
        var answer = await PostAsync("filter", Args(Asking("p", fraction: "much"), "a"));

        Assert.Contains("gpu-fraction: 'much' is not allowed", (string)answer["Error"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_ForAPodWithoutGpus_LeaveGpuNodesToOthersAndBindItWhereNoneAre()
    {
        var fit = await PostAsync("filter", Args(Asking("web"), "a", "plain"));
        var scores = (await PostAsync("prioritize", Args(Asking("web"), "a", "plain"))).AsArray().ToDictionary(static s => (string)s!["Host"]!, static s => (int)s!["Score"]!);
        var error = await BindAsync("web", "plain");

        Assert.Equal(["a", "plain"], fit["NodeNames"]!.AsArray().Select(static n => (string)n!));
        Assert.Equal((0, 10), (scores["a"], scores["plain"]));
        Assert.Equal("", error);
        Assert.Equal([("web", "plain")], _binder.Bound.Select(static b => (b.Uid, b.Node)));
    }

    [Fact]
    public async Task SetNode_AfterPodsWerePlaced_KeepsThem()
    {
        await PlaceAsync(Asking("p", gpus: 2), "a");

        _extender.SetNode("c", "A100", 2, 64_000, 65_536);
        _extender.RemoveNode("b");

        Assert.Equal(0.5, _extender.IdleShare, 9);
    }

    private async Task PlaceAsync(string pod, string node)
    {
        await PostAsync("filter", Args(pod, node));
        Assert.Equal("", await BindAsync((string)JsonNode.Parse(pod)!["metadata"]!["uid"]!, node));
    }

    private async Task<string> BindAsync(string pod, string node) =>
        (string)(await PostAsync("bind", $$"""{"PodName":"{{pod}}","PodNamespace":"default","PodUID":"{{pod}}","Node":"{{node}}"}"""))["Error"]!;

    private async Task<JsonNode> PostAsync(string verb, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync($"/scheduler/{verb}", content, Ct);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!;
    }

    private static Pod Seen(string uid, int gpus) => new()
    {
        Metadata = new ObjectMeta { Name = uid, Namespace = "default", Uid = uid },
        Spec = new PodSpec { Containers = [new Container { Resources = new ResourceRequirements { Limits = new Dictionary<string, Quantity> { ["nvidia.com/gpu"] = new(gpus) } } }] },
    };

    private static string Args(string pod, params string[] nodes) =>
        $$"""{"Pod": {{pod}}, "Nodes": null, "NodeNames": [{{string.Join(",", nodes.Select(static n => $"\"{n}\""))}}] }""";

    private static string Asking(string uid, int gpus = 0, string? fraction = null, string? product = null) =>
        $$"""
        {"metadata": {"uid": "{{uid}}", "name": "{{uid}}", "namespace": "default", "annotations": { {{(fraction is null ? "" : $"\"gpu-fraction\": \"{fraction}\"")}} } },
         "spec": {"nodeSelector": { {{(product is null ? "" : $"\"nvidia.com/gpu.product\": \"{product}\"")}} }, "containers": [{"resources": {"requests": {"cpu": "1", "memory": "1Gi"{{(gpus > 0 ? $", \"nvidia.com/gpu\": \"{gpus}\"" : "")}} } } }] } }
        """;
}

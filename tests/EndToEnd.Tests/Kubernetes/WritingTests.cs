using System.Text.Json;
using Headroom.EndToEnd.Tests.Stack;

namespace Headroom.EndToEnd.Tests.Kubernetes;

/// <summary>When a scale is written and when it must not be; each test has a namespace and a workload of its own.</summary>
[Collection(StackTests.Name)]
public sealed class WritingTests(RunningStack stack)
{
    // Held means: so many intervals were decided without a write. At speed 60 they pass in a few seconds.
    private const int DecisionsWatched = 3;

    private Kubectl Kubectl => stack.Kubectl;

    [Fact]
    public async Task Pause_Annotation_HoldsTheReplicas()
    {
        await ApplyWorkloadAsync("paused", "app");
        await Wait.UntilAsync(async () => await Replicas("paused", "app") != 2);

        await Kubectl.RunAsync("patch", "-n", "paused", "pas", "app", "--type=merge", "-p", """{"metadata":{"annotations":{"headroom.dev/paused":"true"}}}""");
        await Wait.UntilAsync(() => Kubectl.ConditionAsync("paused", "app", "Paused"), c => c.StartsWith("True Annotation ", StringComparison.Ordinal));

        await AssertHeldAsync("paused", "app");
        await Kubectl.RunAsync("annotate", "-n", "paused", "pas", "app", "headroom.dev/paused-");
        await Wait.UntilAsync(() => Kubectl.ConditionAsync("paused", "app", "Paused"), c => c.StartsWith("False ", StringComparison.Ordinal));
        await Kubectl.RunAsync("delete", "namespace", "paused", "--wait=false");
    }

    [Fact]
    public async Task Freeze_OnTheOperatorsNamespace_StopsWrites()
    {
        await ApplyWorkloadAsync("frozen", "app");
        await Wait.UntilAsync(async () => await Replicas("frozen", "app") != 2);

        await Kubectl.RunAsync("annotate", "namespace", "headroom-system", "headroom.dev/freeze=true");
        await Wait.UntilAsync(() => Kubectl.ConditionAsync("frozen", "app", "Paused"), c => c.StartsWith("True Frozen ", StringComparison.Ordinal));
        await Wait.UntilAsync(() => Kubectl.ConditionAsync("default", "chat", "Paused"), c => c.StartsWith("True Frozen ", StringComparison.Ordinal));

        await AssertHeldAsync("frozen", "app");
        // What was set by hand stays as well: a freeze that repaired would be a write.
        var hand = await Replicas("frozen", "app") + 1;
        await Kubectl.RunAsync("scale", "-n", "frozen", "deploy/app", $"--replicas={hand}");
        await AssertHeldAsync("frozen", "app");
        Assert.Equal(hand, await Replicas("frozen", "app"));
        await Kubectl.RunAsync("annotate", "namespace", "headroom-system", "headroom.dev/freeze-");
        await Wait.UntilAsync(async () => await Replicas("frozen", "app") != hand);
        await Kubectl.RunAsync("delete", "namespace", "frozen", "--wait=false");
    }

    [Fact]
    public async Task Apply_TargetOfAnHpa_IsRefusedAndNotWritten()
    {
        await Kubectl.ApplyAsync(
            Manifests.Namespace("owned") + Manifests.Deployment("owned", "app") + Manifests.HorizontalScaler("owned", "app") + Manifests.Autoscaler("owned", "app"));

        var active = await Wait.UntilAsync(
            () => Kubectl.ConditionAsync("owned", "app", "Active"), c => c.StartsWith("False OwnedByAnotherScaler ", StringComparison.Ordinal));

        Assert.Contains("HorizontalPodAutoscaler app", active, StringComparison.Ordinal);
        await Wait.UntilAsync(async () => await Kubectl.NumberAsync("owned", "pas/app", ".status.desiredReplicas") > 2);
        await AssertHeldAsync("owned", "app");
        Assert.Equal(2, await Replicas("owned", "app"));
        await Kubectl.RunAsync("delete", "namespace", "owned", "--wait=false");
    }

    [Fact]
    public async Task Delete_Autoscaler_IsGoneFromTheApi()
    {
        await ApplyWorkloadAsync("leaving", "app");
        using var client = stack.Client(stack.AdminToken);
        await Wait.UntilAsync(() => StatusAsync(client, "api/v1/autoscalers/leaving/app"), status => status == 200);

        await Kubectl.RunAsync("delete", "-n", "leaving", "pas", "app");

        await Wait.UntilAsync(() => StatusAsync(client, "api/v1/autoscalers/leaving/app"), status => status == 404);
        await Kubectl.RunAsync("delete", "namespace", "leaving", "--wait=false");
    }

    private static async Task<int> StatusAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }

    private Task ApplyWorkloadAsync(string ns, string name) =>
        Kubectl.ApplyAsync(Manifests.Namespace(ns) + Manifests.Deployment(ns, name) + Manifests.Autoscaler(ns, name, perReplica: "10"));

    private Task<int> Replicas(string ns, string name) => Kubectl.NumberAsync(ns, $"deploy/{name}", ".spec.replicas");

    // Decisions go on while nothing is written: each moves the origin of the forecast.
    private async Task AssertHeldAsync(string ns, string name)
    {
        var held = await Replicas(ns, name);
        var generation = await Kubectl.FieldAsync(ns, $"deploy/{name}", ".metadata.generation");
        using var client = stack.Client(stack.AdminToken);
        var origins = new HashSet<string>(StringComparer.Ordinal);
        await Wait.UntilAsync(
            async () =>
            {
                using var forecast = JsonDocument.Parse(await client.GetStringAsync($"api/v1/autoscalers/{ns}/{name}/forecast"));
                origins.Add(forecast.RootElement.GetProperty("origin").GetString() ?? "");
                return origins.Count;
            },
            count => count > DecisionsWatched);

        Assert.Equal(held, await Replicas(ns, name));
        Assert.Equal(generation, await Kubectl.FieldAsync(ns, $"deploy/{name}", ".metadata.generation"));
    }
}

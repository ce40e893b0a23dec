using Headroom.Testing;

namespace Headroom.Activator.Tests.Cluster;

/// <summary>From nothing to an answer and back, over the API server, as it is in a cluster.</summary>
public sealed class FromZeroTests
{
    [Fact]
    public async Task Request_AtZero_StartsAReplicaAndIsAnsweredAndItGoesAgain()
    {
        await using var backend = await Backend.StartAsync("hello");
        await using var cluster = await ServerlessCluster.StartAsync();
        await cluster.CreateAsync("chat", "chat.test", backend.Address.Port);
        await Eventually.HoldsAsync(async () => await cluster.StatusAsync("chat") is { Replicas: 0, Reason: "Idle" });

        Assert.Equal("200 hello", await cluster.GetAsync("chat.test"));
        await Eventually.HoldsAsync(async () => await cluster.StatusAsync("chat") is { ColdStarts: 1 });
        // Nobody asks any more: after the keep-alive it is gone, and the next request starts it anew.
        await Eventually.HoldsAsync(async () => await cluster.StatusAsync("chat") is { Replicas: 0, ReadyReplicas: 0, Reason: "Idle" });
        Assert.Equal("200 hello", await cluster.GetAsync("chat.test"));
        await Eventually.HoldsAsync(async () => await cluster.StatusAsync("chat") is { ColdStarts: 2 });
    }

    [Fact]
    public async Task Start_FromZero_IsRecordedByComponentAndExplainedByEvents()
    {
        await using var backend = await Backend.StartAsync("hello");
        await using var cluster = await ServerlessCluster.StartAsync();
        await cluster.CreateAsync("chat", "chat.test", backend.Address.Port);
        await Eventually.HoldsAsync(async () => await cluster.StatusAsync("chat") is { Reason: "Idle" });

        Assert.Equal("200 hello", await cluster.GetAsync("chat.test"));
        await Eventually.HoldsAsync(() => !cluster.Journal.Starts.IsEmpty);
        await Eventually.HoldsAsync(() => cluster.Journal.Decisions.Count >= 2);

        var start = Assert.Single(cluster.Journal.Starts);
        Assert.Equal(("chat", "Wanted", true, true), (start.Service, start.Cause, start.IsFromZero, start.WasAwaited));
        Assert.True(start.DecisionSeconds > 0, "the request came before the pod");
        Assert.NotNull(start.ImagePullSeconds);
        Assert.NotNull(start.FirstByteSeconds);
        Assert.InRange(start.TotalSeconds, 0.001, 60);
        Assert.Equal([(0, 1, "Wanted"), (1, 0, "Idle")], cluster.Journal.Decisions.Take(2).Select(static d => (d.From, d.To, d.Reason)));
        await Eventually.HoldsAsync(async () => (await cluster.EventsAsync("chat")).Count >= 2);
        var events = await cluster.EventsAsync("chat");
        Assert.Contains("Woken: 0 → 1: requests wait and no replica is ready", events);
        Assert.Contains("ScaledToZero: 1 → 0: nobody asked for 1s", events);
    }

    [Fact]
    public async Task Controller_Restarts_KnowsTheGapsThatItLearned()
    {
        await using var backend = await Backend.StartAsync("hello");
        await using var cluster = await ServerlessCluster.StartAsync();
        await cluster.CreateAsync("chat", "chat.test", backend.Address.Port);
        await Eventually.HoldsAsync(async () => await cluster.StatusAsync("chat") is { Reason: "Idle" });
        Assert.Equal("200 hello", await cluster.GetAsync("chat.test"));
        await Eventually.HoldsAsync(async () => await cluster.StatusAsync("chat") is { ColdStarts: 1, Reason: "Idle" });

        var learned = await cluster.RestartControllerAsync("chat");

        Assert.Single(learned);
        Assert.InRange((learned[0].To - learned[0].From).TotalSeconds, 0, 60);
        // The count of starts goes on too.
        Assert.Equal("200 hello", await cluster.GetAsync("chat.test"));
        await Eventually.HoldsAsync(async () => await cluster.StatusAsync("chat") is { ColdStarts: 2 });
    }

    [Fact]
    public async Task Services_WithOneHost_TheOlderHasItUntilItGoes()
    {
        await using var one = await Backend.StartAsync("one");
        await using var two = await Backend.StartAsync("two");
        await using var cluster = await ServerlessCluster.StartAsync();
        await cluster.CreateAsync("a-first", "chat.test", one.Address.Port, "1h");
        await Eventually.HoldsAsync(async () => await cluster.GetAsync("chat.test") == "200 one");
        await cluster.CreateAsync("b-second", "CHAT.test", two.Address.Port, "1h");

        await Eventually.HoldsAsync(async () => (await cluster.StatusAsync("b-second"))?.Conditions?.Any(static c => c is { Type: "Ready", Status: "False", Reason: "HostClaimed" }) is true);
        Assert.Equal("200 one", await cluster.GetAsync("chat.test"));

        await cluster.Client.DeleteAsync(
            Operators.Serverless.Api.ServerlessService.Type.Resource, new Kubernetes.ObjectKey("default", "a-first"), new Kubernetes.DeleteOptions { PropagationPolicy = "Background" }, CancellationToken.None);
        await Eventually.HoldsAsync(async () => await cluster.GetAsync("chat.test") == "200 two");
    }
}

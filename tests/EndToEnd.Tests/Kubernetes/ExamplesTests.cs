using System.Globalization;
using System.Text.Json.Nodes;
using Headroom.EndToEnd.Tests.Stack;

namespace Headroom.EndToEnd.Tests.Kubernetes;

/// <summary>The examples as a person with kubectl sees them.</summary>
[Collection(StackTests.Name)]
public sealed class ExamplesTests(RunningStack stack)
{
    private Kubectl Kubectl => stack.Kubectl;

    [Fact]
    public async Task GetPas_AllNamespaces_ShowsBothWithDesiredReplicas()
    {
        var table = await Wait.UntilAsync(() => Kubectl.RunAsync("get", "pas", "-A"), text => Rows(text).All(r => r.Length >= 8));

        Assert.Equal(["NAMESPACE", "NAME", "TARGET", "MIN", "MAX", "DESIRED", "READY", "ACTIVE", "PAUSED", "AGE"], table.Split('\n')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var rows = Rows(table).ToDictionary(r => r[1], StringComparer.Ordinal);
        Assert.InRange(int.Parse(rows["chat"][5], CultureInfo.InvariantCulture), 1, 64);
        Assert.InRange(int.Parse(rows["embeddings"][5], CultureInfo.InvariantCulture), 2, 64);
        Assert.Equal(["True", "True", "False"], rows["chat"][6..9]);
        Assert.Equal(["True", "False", "False"], rows["embeddings"][6..9]);
    }

    [Fact]
    public async Task Wait_ForReady_IsMet()
    {
        var answer = await Kubectl.RunAsync("wait", "--for=condition=Ready", "pas/chat", "--timeout=30s");

        Assert.Contains("condition met", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Describe_Chat_ShowsConditionsAnEventAndTheReason()
    {
        var text = await Wait.UntilAsync(
            () => Kubectl.RunAsync("describe", "pas", "chat"), text => text.Contains("headroom.dev/control-plane", StringComparison.Ordinal));

        foreach (var condition in new[] { "Ready", "Active", "Fallback", "Paused", "MetricsAvailable", "Calibrated" })
        {
            Assert.Matches($@"Type: +{condition}\n", text);
        }

        Assert.Matches(@"Message: +\d+ replicas .* at [\d.]+ each", text);
        Assert.Matches(@"Normal +\w+ .*\d+ → \d+: \d+ replicas", text);
        Assert.Matches(@"Alternatives:\n +Cost Per Hour: +[\d.]+\n +Replicas: +\d+\n +Violation Probability: ", text);
    }

    [Fact]
    public async Task Explain_ServiceLevel_PrintsItsDescription()
    {
        var text = await Kubectl.RunAsync("explain", "pas.spec.objective.serviceLevel");

        Assert.Contains("Share of evaluation intervals", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deployment_Chat_FollowsItsAutoscaler()
    {
        var seen = new HashSet<int>();

        await Wait.UntilAsync(
            async () =>
            {
                seen.Add(await Kubectl.NumberAsync("default", "deploy/chat", ".spec.replicas"));
                return seen.Count;
            },
            count => count >= 3);
        await Wait.UntilAsync(async () =>
            await Kubectl.NumberAsync("default", "deploy/chat", ".spec.replicas")
                == await Kubectl.NumberAsync("default", "pas/chat", ".status.desiredReplicas"));
    }

    [Fact]
    public async Task Recommend_Embeddings_DecidesButLeavesTheDeployment()
    {
        var decided = await Kubectl.FieldAsync("default", "pas/embeddings", ".status.decision.time");
        await Wait.UntilAsync(async () => await Kubectl.FieldAsync("default", "pas/embeddings", ".status.decision.time") != decided);

        var item = JsonNode.Parse(await Kubectl.RunAsync("get", "pas", "embeddings", "-o", "json"))!; // kubectl printed JSON.

        Assert.Equal(4, await Kubectl.NumberAsync("default", "deploy/embeddings", ".spec.replicas"));
        Assert.Equal("1", await Kubectl.FieldAsync("default", "deploy/embeddings", ".metadata.generation"));
        Assert.Equal("HorizontalPodAutoscaler", (string?)item["status"]?["rivals"]?[0]?["kind"]);
        Assert.Equal("embeddings", (string?)item["status"]?["rivals"]?[0]?["name"]);
        Assert.StartsWith("False Recommend ", await Kubectl.ConditionAsync("default", "embeddings", "Active"), StringComparison.Ordinal);
    }

    private static IReadOnlyList<string[]> Rows(string table) =>
        [.. table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Where(line => line.StartsWith("default ", StringComparison.Ordinal))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
}

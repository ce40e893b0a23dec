using System.Text.Json.Nodes;
using Headroom.Cli.Cluster;
using Headroom.Cli.Explaining;
using Headroom.Cli.Terminal;
using Headroom.Cli.Tests.Cluster;
using Headroom.Cli.Watching;

namespace Headroom.Cli.Tests.Explaining;

public sealed class ExplainRunTests : IDisposable
{
    private readonly StringWriter _output = new();

    private string Text => _output.ToString();

    public void Dispose() => _output.Dispose();

    [Fact]
    public async Task Explain_ADecision_HasReasonDemandBudgetAndAlternatives()
    {
        await using var cluster = await CliCluster.StartAsync();
        await cluster.DecideAsync();

        await Run(cluster).ExplainAsync("pas/chat", form: null, CancellationToken.None);

        Assert.StartsWith("default/chat: 4 → 5 replicas of Deployment chat (Recommend, Headroom)", Text, StringComparison.Ordinal);
        Assert.Contains("ViolationBudget: 5 replicas keep the budget.", Text, StringComparison.Ordinal);
        Assert.Contains("4 of 1000 intervals missed, 60% left", Text, StringComparison.Ordinal);
        Assert.Contains("18.35   0.004          chosen", Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, "Weighed", "It is the cheaper one")]
    [InlineData(5, "Chosen", "is what it decided")]
    [InlineData(1, "BelowMinimum", "spec.minReplicas, 2")]
    [InlineData(40, "AboveMaximum", "spec.maxReplicas, 32")]
    [InlineData(9, "NotWeighed", "(4, 5)")]
    public async Task WhyNot_ACount_SaysWhatStoodAgainstIt(int replicas, string verdict, string words)
    {
        await using var cluster = await CliCluster.StartAsync();
        await cluster.DecideAsync();

        await Run(cluster).WhyNotAsync("chat", replicas, "json", CancellationToken.None);

        var answer = JsonNode.Parse(Text)!;
        Assert.Equal(verdict, (string?)answer["verdict"]);
        Assert.Contains(words, (string?)answer["sentence"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pas/other", "there is no PredictiveAutoscaler default/other")]
    [InlineData("pas/chat", "has decided nothing yet")]
    [InlineData("deploy/chat", "is not allowed: pas/NAME")]
    public async Task Explain_WhatCannotBeExplained_SaysWhy(string name, string words)
    {
        await using var cluster = await CliCluster.StartAsync();

        var error = await Assert.ThrowsAsync<OptionException>(() => Run(cluster).ExplainAsync(name, form: null, CancellationToken.None));

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Top_Once_ListsWhatIsThere()
    {
        await using var cluster = await CliCluster.StartAsync();
        await cluster.DecideAsync();

        await new TopRun(cluster.Options, isEverywhere: true, _output, TimeProvider.System).RunAsync(OutputForm.Table, isOnce: true, CancellationToken.None);

        var lines = Text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Equal(["default", "chat", "Recommend", "4", "4", "5", "71.25", "60%", "ViolationBudget"], lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private ExplainRun Run(CliCluster cluster) => new(cluster.Options, _output, TimeProvider.System);
}

using Headroom.Cli.Pausing;
using Headroom.Cli.Terminal;
using Headroom.Cli.Tests.Cluster;

namespace Headroom.Cli.Tests.Pausing;

public sealed class PauseRunTests
{
    [Fact]
    public async Task Set_PausedThenResumed_LeavesNoAnnotation()
    {
        await using var cluster = await CliCluster.StartAsync();
        var run = new PauseRun(cluster.Options, TextWriter.Null, TimeProvider.System);

        await run.SetAsync("pas/chat", isPaused: true, isIn: false, isOut: false, CancellationToken.None);
        await run.SetAsync("pas/chat", isPaused: true, isIn: true, isOut: false, CancellationToken.None);
        var paused = (await cluster.ChatAsync()).Metadata;
        await run.SetAsync("pas/chat", isPaused: false, isIn: false, isOut: false, CancellationToken.None);
        var resumed = (await cluster.ChatAsync()).Metadata;

        Assert.Equal(("true", "true"), (paused.Annotation("headroom.dev/paused"), paused.Annotation("headroom.dev/paused-scale-in")));
        Assert.Equal((null, null), (resumed.Annotation("headroom.dev/paused"), resumed.Annotation("headroom.dev/paused-scale-in")));
    }

    [Theory]
    [InlineData("pas/other", false, "there is no PredictiveAutoscaler default/other")]
    [InlineData("svl/web", true, "a service is paused as a whole")]
    public async Task Set_WhatCannotBePaused_IsRefused(string name, bool isIn, string words)
    {
        await using var cluster = await CliCluster.StartAsync();
        var run = new PauseRun(cluster.Options, TextWriter.Null, TimeProvider.System);

        var error = await Assert.ThrowsAsync<OptionException>(() => run.SetAsync(name, isPaused: true, isIn, isOut: false, CancellationToken.None));

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }
}

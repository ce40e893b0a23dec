using System.Net;
using System.Net.Sockets;
using Headroom.EndToEnd.Tests.Stack;

namespace Headroom.EndToEnd.Tests.Launcher;

/// <summary>What the launcher will not do: one clear line, exit code 1, and nothing left running.</summary>
[Collection(StackTests.Name)]
public sealed class RefusalTests(RunningStack stack) : IDisposable
{
    private readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public async Task Start_WhileOneRuns_SaysSo()
    {
        var before = stack.Checkout.Processes().Count;

        var outcome = await stack.Checkout.RunStartAsync();

        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith("headroom: it already runs here (process ", outcome.Errors, StringComparison.Ordinal);
        Assert.Contains("./run --stop ends it", outcome.Errors, StringComparison.Ordinal);
        Assert.Contains("KUBECONFIG=", outcome.Errors, StringComparison.Ordinal);
        Assert.Equal(before, stack.Checkout.Processes().Count);
    }

    [Theory]
    [InlineData("--port")]
    [InlineData("--cluster-port")]
    [InlineData("--postgres-port")]
    [InlineData("--agents-port")]
    [InlineData("--services-port")]
    public async Task Start_PortIsTaken_NamesOptionAndPort(string option)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var outcome = await _checkout.RunAsync(
        [
            .. new[] { ("--port", _checkout.PortalPort), ("--cluster-port", _checkout.ClusterPort), ("--postgres-port", _checkout.PostgresPort), ("--agents-port", _checkout.AgentsPort), ("--services-port", _checkout.ServicesPort) }
                .SelectMany(o => new[] { o.Item1, $"{(o.Item1 == option ? port : o.Item2)}" }),
        ]);

        AssertRefused(outcome, $"headroom: {option}: {port} is taken by another process");
    }

    [Fact]
    public async Task Start_TraceIsMissing_NamesTheFile() =>
        AssertRefused(await _checkout.RunStartAsync("--trace", "/nowhere/load.csv"), "headroom: --trace: /nowhere/load.csv does not exist");

    [Theory]
    [InlineData("timestamp,value\n2026-01-01T00:02:00Z,1\n2026-01-01T00:01:00Z,2\n2026-01-01T00:03:00Z,3\n", "order")]
    [InlineData("height,width\n1.5,2\n1.6,3\n", "time")]
    [InlineData("timestamp,value\n2026-01-01T00:02:00Z,many\n2026-01-01T00:03:00Z,few\n", "numeric")]
    [InlineData("", "trace.csv")]
    public async Task Start_TraceCannotBeUsed_SaysWhy(string text, string why)
    {
        var file = _checkout.Beside("trace.csv");
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);

        var outcome = await _checkout.RunStartAsync("--trace", file);

        AssertRefused(outcome, "headroom: --trace: trace.csv");
        Assert.Contains(why, outcome.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-3")]
    [InlineData("NaN")]
    [InlineData("1e9")]
    public async Task Start_SpeedOutOfRange_NamesValueAndRange(string speed) =>
        AssertRefused(await _checkout.RunAsync("--speed", speed), "headroom: --speed: ", " is not allowed: 1 to 3600");

    [Fact]
    public async Task Stop_NothingRuns_SaysSoAndSucceeds()
    {
        var outcome = await _checkout.RunAsync("--stop");

        Assert.Equal(new Outcome(0, "Headroom does not run here.\n", ""), outcome);
    }

    private void AssertRefused(Outcome outcome, params string[] said)
    {
        Assert.Equal(1, outcome.ExitCode);
        var line = Assert.Single(outcome.ErrorLines);
        Assert.All(said, part => Assert.Contains(part, line, StringComparison.Ordinal));
        Assert.Empty(_checkout.Processes());
        Assert.False(Directory.Exists(_checkout.State));
    }
}

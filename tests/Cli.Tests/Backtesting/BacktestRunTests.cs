using System.Text.Json.Nodes;
using Headroom.Cli.Backtesting;
using Headroom.Cli.Terminal;

namespace Headroom.Cli.Tests.Backtesting;

public sealed class BacktestRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("headroom-backtest-").FullName;
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _output.Dispose();
        _errors.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Run_ATrace_PrintsEveryPolicyAndPlainProgress()
    {
        await Run(new BacktestOptions { Trace = Trace() });

        var lines = _output.ToString().Split('\n');
        Assert.All(PolicyList.All.Split(','), policy => Assert.Single(lines, l => l.StartsWith(policy + " ", StringComparison.Ordinal)));
        Assert.Contains("from 2026-02-03 00:00, after 2 days to learn from", lines[0], StringComparison.Ordinal);
        Assert.Equal(["replaying 20%", "replaying 40%", "replaying 60%", "replaying 80%", "replaying 100%"], _errors.ToString().Trim().Split('\n'));
    }

    [Fact]
    public async Task Run_Json_HasTheFiguresOfEveryPolicy()
    {
        await Run(new BacktestOptions { Trace = Trace(), IsJson = true, Capacity = "10", ReplicaCost = "2", Policies = "hpa,oracle" });

        var json = JsonNode.Parse(_output.ToString())!;
        var oracle = json["policies"]![1]!;
        var needed = Enumerable.Range(Load.Steps / 2, Load.Steps / 2).Sum(t => Math.Ceiling(Math.Round(Load.At(t), 3) / 10)) / 12;
        Assert.Equal(["hpa", "oracle"], json["policies"]!.AsArray().Select(p => (string)p!["policy"]!));
        Assert.Equal(0, (int)oracle["violations"]!);
        Assert.Equal(needed, (double)oracle["replicaHours"]!, 2);
        Assert.Equal(2 * needed, (double)oracle["dollars"]!, 1);
    }

    [Fact]
    public async Task Run_Html_NeedsNothingFromAnywhere()
    {
        var file = Path.Combine(_folder, "report.html");

        await Run(new BacktestOptions { Trace = Trace(), Html = file });

        var html = await File.ReadAllTextAsync(file, Ct);
        Assert.All(new[] { "http:", "https:", "<script", "<link", "src=", "url(" }, part => Assert.DoesNotContain(part, html, StringComparison.Ordinal));
        Assert.Equal(3, html.Split("<svg").Length - 1);
        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
        Assert.Equal(["load <1>.csv", "report.html"], Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains("load &lt;1&gt;.csv", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Interrupted_LeavesTheOldReport()
    {
        var file = Path.Combine(_folder, "report.html");
        await File.WriteAllTextAsync(file, "old", Ct);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Run(new BacktestOptions { Trace = Trace(), Html = file }, new CancellationToken(canceled: true)));

        Assert.Equal("old", await File.ReadAllTextAsync(file, Ct));
        Assert.Empty(Directory.GetFiles(_folder, "*.new"));
    }

    [Fact]
    public async Task WriteWhole_CannotBeRenamed_LeavesNothingBeside()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "taken")).FullName;

        await Assert.ThrowsAnyAsync<Exception>(() => WholeFile.WriteAsync(folder, "text", Ct));

        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task CommandLine_UnknownOption_EndsWith2() =>
        Assert.Equal(ExitCode.Usage, await CommandLine.RunAsync(["backtest", "--polices", "hpa"]));

    private string Trace()
    {
        var file = Path.Combine(_folder, "load <1>.csv");
        File.WriteAllText(file, Load.Csv());
        return file;
    }

    private Task Run(BacktestOptions options, CancellationToken? ct = null) =>
        new BacktestRun(options, _output, _errors, isTerminal: false, TimeProvider.System).RunAsync(ct ?? Ct);
}

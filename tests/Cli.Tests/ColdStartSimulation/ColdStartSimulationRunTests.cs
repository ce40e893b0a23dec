using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Headroom.Cli.ColdStartSimulation;
using Headroom.Cli.Terminal;

namespace Headroom.Cli.Tests.ColdStartSimulation;

public sealed class ColdStartSimulationRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("headroom-cold-").FullName;
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
    public async Task Run_ATrace_PrintsALineForEveryPolicyAndKeepAlive()
    {
        await Run(new ColdStartSimulationOptions { Trace = Requests(), KeepAlives = "1m,10m", WaitCost = "5" });

        var lines = _output.ToString().Split('\n');
        Assert.StartsWith("calls <1>.csv: 288 requests of 2 services in ", lines[0], StringComparison.Ordinal);
        Assert.Equal(2, lines.Count(static l => l.StartsWith("Fixed ", StringComparison.Ordinal)));
        Assert.Equal(2, lines.Count(static l => l.StartsWith("Headroom ", StringComparison.Ordinal)));
        Assert.All(["Knative ", "HybridHistogram ", "HeadroomByPrice "], policy => Assert.Single(lines, l => l.StartsWith(policy, StringComparison.Ordinal)));
        Assert.EndsWith("replaying 100%", _errors.ToString().Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TwoTimersOfHalfAnHour_EveryCallIsColdWithAMinuteAndFewWithOurs()
    {
        await Run(new ColdStartSimulationOptions { Trace = Requests(), KeepAlives = "1m", Policies = "fixed,headroom", StartUp = "2s", StartUpP99 = "5s", Output = "json" });

        var json = JsonNode.Parse(_output.ToString())!;
        var (theirs, ours) = (json["policies"]![0]!, json["policies"]![1]!);
        Assert.Equal(("Fixed", 288), ((string)theirs["policy"]!, (int)theirs["coldStarts"]!));
        Assert.Equal("Headroom", (string)ours["policy"]!);
        Assert.InRange((int)ours["coldStarts"]!, 2, 60);
        Assert.True((double)ours["podSeconds"]! < (double)theirs["podSeconds"]!, "for fewer pod-seconds");
    }

    [Fact]
    public async Task Run_OneSlotForTwoServicesInTurn_EveryCallIsColdWhoeverMakesRoom()
    {
        await Run(new ColdStartSimulationOptions { Trace = Requests(), KeepAlives = "1m", Policies = "Fixed", Slots = "1,2", Output = "json" });

        var slots = JsonNode.Parse(_output.ToString())!["slots"]!.AsArray();
        Assert.Equal(["LRU", "LFU", "GreedyDual", "Belady", "Headroom"], slots.Select(static s => (string)s!["policy"]!).Distinct());
        Assert.All(slots, static s => Assert.Equal((int)s!["slots"]! == 1 ? 288 : 2, (int)s["coldStarts"]!));
    }

    [Fact]
    public async Task Run_Html_NeedsNothingFromAnywhere()
    {
        var file = Path.Combine(_folder, "report.html");

        await Run(new ColdStartSimulationOptions { Trace = Requests(), Slots = "1", Html = file });

        var html = await File.ReadAllTextAsync(file, Ct);
        Assert.All(["http:", "https:", "<script", "<link", "src=", "url(", "NaN"], part => Assert.DoesNotContain(part, html, StringComparison.Ordinal));
        Assert.Equal(1, html.Split("<svg").Length - 1);
        Assert.Contains("calls &lt;1&gt;.csv", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1x", "20s", "1m", "Fixed", "table", "--keep-alive: '1x' is not allowed: a whole number above 0 followed by ms, s, m, h, d or w, for example 15m")]
    [InlineData("1m", "20s", "10s", "Fixed", "table", "--start-up-p99: '10s' is not allowed: no less than --start-up, 20s")]
    [InlineData("1m", "20s", "1m", "LRU", "table", "--policies: 'LRU' is not allowed: one or more of Fixed, Knative, HybridHistogram, Headroom, separated by commas")]
    [InlineData("1m", "20s", "1m", "Fixed", "xml", "--output: 'xml' is not allowed: table or json")]
    public async Task Run_AnOptionThatCannotBeUsed_IsRefusedByName(string keepAlive, string startUp, string p99, string policies, string output, string said)
    {
        var options = new ColdStartSimulationOptions { Trace = Requests(), KeepAlives = keepAlive, StartUp = startUp, StartUpP99 = p99, Policies = policies, Output = output };

        Assert.Equal(said, (await Assert.ThrowsAsync<OptionException>(() => Run(options))).Message);
    }

    [Fact]
    public async Task Run_NoTrace_SaysWhatIsNeeded() =>
        Assert.Equal("--trace FILE is needed: a CSV with a row for each request", (await Assert.ThrowsAsync<OptionException>(() => Run(new ColdStartSimulationOptions()))).Message);

    // Three days of two services, each called every half hour, a quarter of an hour apart.
    private string Requests()
    {
        var text = new StringBuilder("time,service,duration\n");
        for (var call = 0; call < 288; call++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{1_772_000_000 + 900 * call},{(call % 2 == 0 ? "mail" : "report")},3\n");
        }

        var path = Path.Combine(_folder, "calls <1>.csv");
        File.WriteAllText(path, text.ToString());
        return path;
    }

    private Task Run(ColdStartSimulationOptions options) =>
        new ColdStartSimulationRun(options, _output, _errors, isTerminal: false, TimeProvider.System).RunAsync(Ct);
}

using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Headroom.Cli.PowerSimulation;
using Headroom.Simulation.Power;
using Headroom.Testing;

namespace Headroom.Cli.Tests.PowerSimulation;

public sealed class PowerSimulationRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("headroom-power-").FullName;
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
    public async Task Run_ATrace_PrintsEveryPolicyTheBoundAndProgress()
    {
        await Run(new PowerSimulationOptions { Trace = File(WattsFile.Wide()), Budget = "40k" });

        var lines = _output.ToString().Split('\n');
        Assert.All(RowPolicies.Names, policy => Assert.Single(lines, l => l.StartsWith(policy + " ", StringComparison.Ordinal)));
        Assert.Equal("without any control 9 servers fit (+13% against the history)", lines[1]);
        Assert.EndsWith("replaying 100%", _errors.ToString().Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ServersThatAlwaysDrawTheSame_BudgetOverWattsFit()
    {
        var json = await Json(new PowerSimulationOptions
        {
            Trace = File("time,a,b\n" + string.Concat(Enumerable.Range(0, 60).Select(static t => $"{t * 60},3000,3000\n"))),
            Budget = "21500", Nameplate = "5600", Policies = "nocap",
        });

        Assert.Equal(7, (int)json["noControlServers"]!);
        Assert.Equal("NoCap", (string)json["policies"]![0]!["policy"]!);
        Assert.Equal(7, (int)json["policies"]![0]!["servers"]!);
        Assert.All(json["policies"]![0]!["tried"]!.AsArray(), o => Assert.Equal((int)o!["servers"]! > 7, (int)o["brakes"]! > 0));
    }

    [Fact]
    public async Task Run_RowsOfTimeServerAndWatts_TheSameAsColumns()
    {
        var wide = await Json(new PowerSimulationOptions { Trace = File(WattsFile.Wide()), Budget = "40k", Policies = "Polca,Predictive" });
        var tall = await Json(new PowerSimulationOptions { Trace = File(WattsFile.Long()), Budget = "40k", Policies = "Polca,Predictive" });

        Assert.Equal(WattsFile.Servers, (int)wide["servers"]!);
        Assert.Equal(wide.ToJsonString(), tall.ToJsonString());
    }

    [Fact]
    public async Task Run_NoBudget_IsServersTimesNameplate()
    {
        var json = await Json(new PowerSimulationOptions { Trace = File(WattsFile.Wide()), Nameplate = "5.8k", Policies = "NoCap" });

        Assert.Equal(WattsFile.Servers * 5800, (double)json["budgetWatts"]!);
    }

    [Fact]
    public async Task Run_SamplesTooFarApart_GivesARangeAndSaysWhatIsAssumed()
    {
        var options = new PowerSimulationOptions
        {
            Trace = File("time,a,b,c\n" + string.Concat(Enumerable.Range(0, 288).Select(static t => $"{t * 300},{2500 + t % 5 * 200},{2600 + t % 3 * 250},{2400 + t % 7 * 150}\n"))),
            Budget = "20k", Nameplate = "5600", Policies = "NoCap,Polca", Html = Path.Combine(_folder, "coarse.html"),
        };

        var json = await Json(options);
        _output.GetStringBuilder().Clear();
        await Run(options);

        var (least, most) = ((int)json["noControlServers"]!, (int)json["coarse"]!["noControlServersIfSmooth"]!);
        Assert.True(least < most, $"{least} to {most}");
        Assert.True((int)json["policies"]![0]!["servers"]! < (int)json["policies"]![0]!["serversIfSmooth"]!);
        Assert.Equal((3, 10.0), ((int)json["coarse"]!["fullServers"]!, (double)json["coarse"]!["swingSeconds"]!));
        var html = await System.IO.File.ReadAllTextAsync(options.Html, Ct);
        Assert.Contains($"without any control {least}-{most} servers fit", _output.ToString(), StringComparison.Ordinal);
        Assert.All([_output.ToString(), html], text => Assert.Contains("Samples are 5m apart: what the row draws between them is not in this history", text, StringComparison.Ordinal));
        Assert.All([_output.ToString(), html], static text => Assert.Contains("with all servers at their name plates at once 3 fit", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_Html_NeedsNothingFromAnywhere()
    {
        var file = Path.Combine(_folder, "report.html");

        await Run(new PowerSimulationOptions { Trace = File(WattsFile.Wide()), Budget = "40k", Html = file });

        var html = await System.IO.File.ReadAllTextAsync(file, Ct);
        Assert.All(new[] { "http:", "https:", "<script", "<link", "src=", "url(", "NaN" }, part => Assert.DoesNotContain(part, html, StringComparison.Ordinal));
        Assert.Equal(3, html.Split("<svg").Length - 1);
        Assert.Contains("budget 40 kW", html, StringComparison.Ordinal);
        Assert.Contains("watts &lt;1&gt;.csv", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Prometheus_OneSeriesAServer()
    {
        Assert.SkipWhen(PrometheusServer.FindBinaries() is null, "prometheus and promtool are not on this machine (PATH or /usr/bin).");
        var time = new ManualTime(new DateTimeOffset(2026, 2, 1, 3, 0, 0, TimeSpan.Zero));
        var text = new StringBuilder("# TYPE watts gauge\n");
        for (var server = 0; server < 3; server++)
        {
            for (var minute = 0; minute <= 120; minute++)
            {
                text.Append(CultureInfo.InvariantCulture, $"watts{{node=\"n{server}\"}} {3000 + server} {time.GetUtcNow().AddMinutes(minute - 120).ToUnixTimeSeconds()}\n");
            }
        }

        await using var prometheus = await PrometheusServer.StartAsync(text.Append("# EOF\n").ToString());

        var json = await Json(
            new PowerSimulationOptions { Prometheus = prometheus.Url.ToString(), Query = "watts", Range = "2h", Budget = "15.1k", Nameplate = "5600", Policies = "NoCap" }, time);

        Assert.Equal((3, 120, 5), ((int)json["servers"]!, (int)json["samples"]!, (int)json["noControlServers"]!));
    }

    private string File(string text)
    {
        var path = Path.Combine(_folder, "watts <1>.csv");
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    private Task Run(PowerSimulationOptions options, TimeProvider? time = null) =>
        new PowerSimulationRun(options, _output, _errors, isTerminal: false, time ?? TimeProvider.System).RunAsync(Ct);

    private async Task<JsonNode> Json(PowerSimulationOptions options, TimeProvider? time = null)
    {
        _output.GetStringBuilder().Clear();
        await Run(options with { Output = "json" }, time);
        return JsonNode.Parse(_output.ToString())!;
    }
}

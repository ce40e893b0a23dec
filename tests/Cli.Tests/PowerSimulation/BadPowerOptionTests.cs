using Headroom.Cli.PowerSimulation;
using Headroom.Cli.Terminal;

namespace Headroom.Cli.Tests.PowerSimulation;

/// <summary>Every refusal names the option, its value and what is allowed.</summary>
public sealed class BadPowerOptionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("headroom-power-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("--policies", "polca,magic", "'magic' is not allowed: one or more of NoCap, OneThresholdLow, OneThresholdAll, PowerLimit, Polca, Predictive, PredictiveGate, separated by commas")]
    [InlineData("--budget", "1k", "'1k' is not allowed: at least 9375 W, which 8 servers draw idle (1172 W each; --idle says otherwise)")]
    [InlineData("--budget", "much", "'much' is not allowed: watts above 0 and below 1G, for example 232k")]
    [InlineData("--budget", "900M", "'900M' is not allowed: at most 210000 W: 8 servers say little about a feed for more than 6 times as many")]
    [InlineData("--nameplate", "3k", "'3k' is not allowed: at least 4375 W, which a server of the history drew")]
    [InlineData("--idle", "9k", "'9k' is not allowed: less than the name plate of 4375 W")]
    [InlineData("--gpu", "B200", "'B200' is not allowed: A100 or H100")]
    [InlineData("--risk", "0", "'0' is not allowed: a number from 1E-09 to 0.1")]
    [InlineData("--low-priority", "50", "'50' is not allowed: a percentage from 0% to 100%")]
    [InlineData("--cap-delay", "soon", "'soon' is not allowed: a whole number above 0 followed by ms, s, m, h, d or w")]
    [InlineData("--brake-delay", "1h", "'1h' is not allowed: at most 10m")]
    [InlineData("--swing", "1s", "'1s' is not allowed: 2s to 10m")]
    [InlineData("--seed", "-1", "'-1' is not allowed: a whole number from 0")]
    [InlineData("--output", "yaml", "'yaml' is not allowed: table or json")]
    [InlineData("--html", "/nowhere/r.html", "'/nowhere/r.html' is not allowed: a file in a folder that exists")]
    public async Task Run_BadOption_NamesItItsValueAndWhatIsAllowed(string option, string value, string said)
    {
        var error = await Refused(With(new PowerSimulationOptions { Trace = File(WattsFile.Wide()) }, option, value));

        Assert.StartsWith($"{option}: {said}", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("host,a\nx,1\n", "watts.csv has no time column: found 'host', 'a'; one of timestamp, time")]
    [InlineData("time,a\n60,100\n0,100\n", "watts.csv, row 3: 1970-01-01T00:00:00.0000000+00:00 comes before 1970-01-01T00:01:00.0000000+00:00 of the row above; rows must be in time order")]
    [InlineData("time,server,watts\n60,a,100\n0,a,100\n", "watts.csv, row 3: 1970-01-01T00:00:00.0000000+00:00 comes before 1970-01-01T00:01:00.0000000+00:00, the row of a above")]
    [InlineData("time,a\n0,100\n60,-3\n120,100\n", "a draws -3 W at 1970-01-01T00:01:00Z: watts of 0 or more are allowed")]
    [InlineData("time,a\n0,100\n", "watts.csv has 1 rows: at least 2 are needed")]
    [InlineData("time,server,watts\n0,a,100\n0,b,100\n", "watts.csv has 1 samples of a server: at least 2 are needed")]
    [InlineData("time,server,load\n0,a,100\n", "watts.csv has a column server but none of watts: found time, server, load; one of watts, power")]
    [InlineData("time,server,watts\n0,a,lots\n", "watts.csv, row 2: watts 'lots' is no number")]
    [InlineData("time,a,b\n0,100,\n60,100,\n", "b has no value: leave it out, or give it at least one")]
    [InlineData("time,a\n0,3000\n3600,3100\n7200,3000\n", "watts.csv has a sample every 1h: at most 15m is allowed, longer means do not show a load that caps could act on")]
    [InlineData("time,a\n0,0\n60,0\n", "watts.csv has no draw above 0 W")]
    [InlineData("gpu_server_w,gpu_server_cdf_pct\n0,0\n1386,0.1\n", "watts.csv is a distribution (column gpu_server_cdf_pct) and no history")]
    public async Task Run_BadTrace_SaysWhatIsWrongWhere(string csv, string said)
    {
        var error = await Refused(new PowerSimulationOptions { Trace = File(csv) });

        Assert.StartsWith($"--trace: {said}", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_PrometheusInStepsTooLong_IsRefusedBeforeItIsAsked() => Assert.Equal(
        "--step: '1h' is not allowed: at most 15m: longer steps do not show a load that caps could act on",
        await Refused(new PowerSimulationOptions { Prometheus = "http://127.0.0.1:1", Query = "watts", Step = "1h" }));

    [Fact]
    public async Task Run_NoSource_AsksForOne() =>
        Assert.Equal("--trace FILE or --prometheus URL with --query Q: exactly one of the two is needed", await Refused(new PowerSimulationOptions()));

    private static async Task<string> Refused(PowerSimulationOptions options)
    {
        var run = new PowerSimulationRun(options, TextWriter.Null, TextWriter.Null, isTerminal: false, TimeProvider.System);
        return (await Assert.ThrowsAsync<OptionException>(() => run.RunAsync(TestContext.Current.CancellationToken))).Message;
    }

    private static PowerSimulationOptions With(PowerSimulationOptions options, string option, string value) => option switch
    {
        "--policies" => options with { Policies = value },
        "--budget" => options with { Budget = value },
        "--nameplate" => options with { Nameplate = value },
        "--idle" => options with { Idle = value },
        "--gpu" => options with { Gpu = value },
        "--risk" => options with { Risk = value },
        "--low-priority" => options with { LowPriority = value },
        "--cap-delay" => options with { CapDelay = value },
        "--brake-delay" => options with { BrakeDelay = value },
        "--swing" => options with { Swing = value },
        "--seed" => options with { Seed = value },
        "--output" => options with { Output = value },
        "--html" => options with { Html = value },
        _ => throw new ArgumentException($"no such option: {option}"),
    };

    private string File(string text)
    {
        var path = Path.Combine(_folder, "watts.csv");
        System.IO.File.WriteAllText(path, text);
        return path;
    }
}

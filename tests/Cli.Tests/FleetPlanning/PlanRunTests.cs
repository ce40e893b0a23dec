using System.Text.Json.Nodes;
using Headroom.Cli.FleetPlanning;
using Headroom.Cli.Terminal;

namespace Headroom.Cli.Tests.FleetPlanning;

public sealed class PlanRunTests : IDisposable
{
    private const string Big = """{"gpu": "big", "cost": 4, "indexes": [[64, 256], [128, 512]], "tputs": [[40, 20], [20, 10]]}""";
    private const string Small = """{"gpu": "small", "cost": 0.5, "indexes": [[64, 256], [128, 512]], "tputs": [[10, 2], [5, 0]]}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("headroom-plan-").FullName;
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
    public async Task Run_MeasuredProfiles_BuysTheCheapestMixAndRoutesBySize()
    {
        await Run(Measured() with { Rate = "10", Sizes = File("s.csv", "input,output,weight\n100,50,9\n400,200,1\n"), Output = "json" });

        var plan = JsonNode.Parse(_output.ToString())!;
        // Nine short requests a second fit one small GPU; the long one needs a tenth of a big one, which has room for all: $4.
        Assert.Equal(4, (double)plan["mix"]!["dollarsPerHour"]!);
        Assert.Equal((1, 0), ((int)plan["mix"]!["counts"]!["big"]!, (int)plan["mix"]!["counts"]!["small"]!));
        Assert.Null(plan["singles"]![1]!["count"]);
        Assert.Equal(2, plan["routing"]!.AsArray().Count);
        Assert.Equal(1.0, (double)plan["routing"]![1]!["weights"]!["big"]!);
    }

    [Fact]
    public async Task Run_WhatIf_AnswersEachBesideThePlan()
    {
        await Run(Measured() with { Rate = "100", Sizes = File("s.csv", "input,output\n100,50\n"), WhatIf = ["price:big=1", "available:small=0", "rate=200"], Output = "json" });

        var json = JsonNode.Parse(_output.ToString())!;
        var costs = json["whatIf"]!.AsArray().Select(static w => (double)w!["mix"]!["dollarsPerHour"]!).ToList();
        // 100/s: ten small at $5. Big ones at $1 carry 40 each: two and two small ones are as dear as three; three at $4; twenty small.
        Assert.Equal(5, (double)json["mix"]!["dollarsPerHour"]!);
        Assert.Equal([3, 12, 10], costs);
    }

    [Fact]
    public async Task Run_Estimates_SaysWhatIsProvenAndMadeUp()
    {
        await Run(new PlanOptions { Rate = "4", Sizes = "mixed" });

        var text = _output.ToString();
        Assert.StartsWith("4 requests/s (the rate given), sizes mixed, 120 ms per output token", text, StringComparison.Ordinal);
        Assert.Contains("A100", text, StringComparison.Ordinal);
        Assert.Contains("No mix costs less: proven.", text, StringComparison.Ordinal);
        Assert.Contains("The sizes of mixed are made up", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ATrace_PlansForItsQuantileAndSaysWhatFollowingCosts()
    {
        var trace = File("load.csv", "time,rps\n" + string.Concat(Enumerable.Range(0, 100).Select(static i => $"{1_772_000_000 + 60 * i},{i + 1}\n")));

        await Run(Measured() with { Trace = trace, Quantile = "90%", Sizes = File("s.csv", "input,output\n100,50\n"), Output = "json" });

        var json = JsonNode.Parse(_output.ToString())!;
        Assert.Equal(91, (double)json["requestsPerSecond"]!);
        Assert.InRange((double)json["followedDollarsPerHour"]!, 2.4, 3.2);
    }

    [Fact]
    public async Task Run_Html_NeedsNothingFromAnywhere()
    {
        var file = Path.Combine(_folder, "plan.html");

        await Run(new PlanOptions { Rate = "8", Sizes = "arena", WhatIf = ["slo=1ms"], Html = file });

        var html = await System.IO.File.ReadAllTextAsync(file, Ct);
        Assert.All(["http:", "https:", "<script", "<link", "src=", "url(", "NaN"], part => Assert.DoesNotContain(part, html, StringComparison.Ordinal));
        Assert.Equal(3, html.Split("<svg").Length - 1);
    }

    [Theory]
    [InlineData("0", "120ms", "--rate: '0' is not allowed: requests per second above 0, for example 12.5")]
    [InlineData("1", "fast", "--slo: 'fast' is not allowed: a whole number above 0 followed by ms, s, m, h, d or w, for example 15m")]
    public async Task Run_AnOptionThatCannotBeUsed_IsRefusedByName(string rate, string level, string said) =>
        Assert.Equal(said, (await Refused(new PlanOptions { Rate = rate, TokenTime = level })).Message);

    [Fact]
    public async Task Run_ALevelThatNoGpuMeets_SaysWhichSizeAndByHowMuch()
    {
        var message = (await Refused(new PlanOptions { Rate = "1", TokenTime = "2ms" })).Message;

        Assert.StartsWith("--slo: '2ms' cannot be kept: no GPU type keeps 2 ms per output token for input ≤ 32, output ≤ 32", message, StringComparison.Ordinal);
        Assert.Matches("the nearest, H100, takes 5\\.\\d ms with one request alone on it, 3\\.\\d ms too long", message);
    }

    [Theory]
    [InlineData("L4=-1", "--price: 'L4=-1' is not allowed: NAME=DOLLARS with a price per hour above 0, for example H100=3.2")]
    [InlineData("B300=9", "--price: 'B300' is not allowed: one of L4, A10G, A100, H100")]
    public async Task Run_APriceThatCannotBe_IsRefused(string price, string said) =>
        Assert.Equal(said, (await Refused(new PlanOptions { Rate = "1", Prices = [price] })).Message);

    [Theory]
    [InlineData("[[40, 20]]", "tputs has 1 rows for 2 output sizes: the row of output ≤ 256 is missing")]
    [InlineData("[[40, 20], [20]]", "the row of output ≤ 256 has 1 throughputs for 2 input sizes: that of input ≤ 512 is missing")]
    [InlineData("[[40, 20], [20, -1]]", "the throughput -1 of input ≤ 512, output ≤ 256 is not allowed: requests/s of 0 or more; 0 where the level is not kept")]
    public async Task Run_AProfileThatIsNotWhole_SaysWhatIsMissing(string throughputs, string said)
    {
        var profile = File("p.json", $$"""{"gpu": "p", "cost": 1, "indexes": [[64, 256], [128, 512]], "tputs": {{throughputs}}}""");

        Assert.Equal($"--profile: p.json: {said}", (await Refused(new PlanOptions { Rate = "1", Profiles = [profile] })).Message);
    }

    [Fact]
    public async Task Run_RequestsBeyondEveryBucket_AreRefusedWithTheirShare()
    {
        var message = (await Refused(Measured() with { Rate = "1", Sizes = File("s.csv", "input,output\n100,50\n900,50\n") })).Message;

        Assert.Equal("--sizes: 50% of the requests are larger than every bucket (input ≤ 512, output ≤ 256): profiles have to reach that far", message);
    }

    [Fact]
    public async Task Run_TooFewToBeHad_SaysHowMany() =>
        Assert.Equal(
            "--available: what can be had is not enough: 1 big, 0 small",
            (await Refused(Measured() with { Rate = "100", Sizes = File("s.csv", "input,output\n100,50\n"), Available = ["big=1", "small=0"] })).Message);

    private PlanOptions Measured() => new() { Profiles = [File("big.json", Big), File("small.json", Small)] };

    private Task<OptionException> Refused(PlanOptions options) => Assert.ThrowsAsync<OptionException>(() => Run(options));

    private string File(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    private Task Run(PlanOptions options) => new PlanRun(options, _output, _errors, TimeProvider.System).RunAsync(Ct);
}

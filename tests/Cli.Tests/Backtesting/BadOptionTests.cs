using Headroom.Cli.Backtesting;
using Headroom.Cli.Terminal;
using Headroom.Simulation.Backtesting;

namespace Headroom.Cli.Tests.Backtesting;

/// <summary>Every refusal names the option, its value and what is allowed.</summary>
public sealed class BadOptionTests
{
    private static readonly BacktestSeries Series =
        new("load.csv", new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromMinutes(5), [.. Enumerable.Range(0, Load.Steps).Select(Load.At)]);

    [Theory]
    [InlineData("--policies", "hpa,magic", "'magic' is not allowed: one or more of headroom, riskprice, bacc, optscaler, autopilot, kpa, hpa, oracle")]
    [InlineData("--policies", ",", "',' is not allowed")]
    [InlineData("--service-level", "99", "'99' is not allowed: a percentage above 0% and below 100%")]
    [InlineData("--service-level", "100%", "'100%' is not allowed")]
    [InlineData("--replica-cost", "-1", "'-1' is not allowed: dollars per replica and hour, 0 or more")]
    [InlineData("--capacity", "0", "'0' is not allowed: load that one replica carries, a number above 0")]
    [InlineData("--mean-replicas", "many", "'many' is not allowed: replicas that the mean load needs")]
    [InlineData("--lead", "soon", "'soon' is not allowed: a whole number above 0 followed by ms, s, m, h, d or w")]
    [InlineData("--lead", "30h", "'30h' is not allowed: at most 240 steps of 5m")]
    [InlineData("--learn", "9d", "'9d' is not allowed: 160m to 5755m of this history")]
    [InlineData("--min", "0", "'0' is not allowed: a whole number from 1 to 10000")]
    [InlineData("--max", "0", "'0' is not allowed: a whole number from 1 to 10000")]
    public void Settings_BadOption_NamesItItsValueAndWhatIsAllowed(string option, string value, string said)
    {
        var error = Assert.Throws<OptionException>(() => SettingsReader.Read(With(option, value), Series));

        Assert.StartsWith($"{option}: {said}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--trace", "/nowhere/load.csv", "/nowhere/load.csv cannot be read")]
    [InlineData("--prometheus", "localhost", "'localhost' is not allowed: an http or https address")]
    [InlineData("--query", "", "'' is not allowed: with --prometheus, PromQL that returns one series")]
    [InlineData("--range", "1m", "'1m' is not allowed: 2 to 1000000 steps of 1m")]
    [InlineData("--step", "0s", "'0s' is not allowed: a whole number above 0")]
    [InlineData("--token-file", "/nowhere/token", "/nowhere/token cannot be read")]
    public async Task Source_BadOption_NamesItItsValueAndWhatIsAllowed(string option, string value, string said)
    {
        var error = await Assert.ThrowsAsync<OptionException>(() => Read(With(option, value)));

        Assert.StartsWith($"{option}: {said}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Source_NoneOrBoth_AsksForOne()
    {
        var none = await Assert.ThrowsAsync<OptionException>(() => Read(new BacktestOptions()));
        var both = await Assert.ThrowsAsync<OptionException>(() => Read(new BacktestOptions { Trace = "a.csv", Prometheus = "http://127.0.0.1:1" }));

        Assert.Equal("--trace FILE or --prometheus URL with --query Q: exactly one of the two is needed", none.Message);
        Assert.Equal(none.Message, both.Message);
    }

    private static Task<BacktestSeries> Read(BacktestOptions options) =>
        new SeriesSource(options, TimeProvider.System).ReadAsync(TestContext.Current.CancellationToken);

    private static BacktestOptions With(string option, string value)
    {
        var server = new BacktestOptions { Prometheus = "http://127.0.0.1:1", Query = "up" };
        return option switch
        {
            "--trace" => new BacktestOptions { Trace = value },
            "--prometheus" => server with { Prometheus = value },
            "--query" => server with { Query = value },
            "--range" => server with { Range = value },
            "--step" => server with { Step = value },
            "--token-file" => server with { TokenFile = value },
            "--policies" => server with { Policies = value },
            "--service-level" => server with { ServiceLevel = value },
            "--replica-cost" => server with { ReplicaCost = value },
            "--capacity" => server with { Capacity = value },
            "--mean-replicas" => server with { MeanReplicas = value },
            "--lead" => server with { Lead = value },
            "--learn" => server with { Learn = value },
            "--min" => server with { Min = value },
            "--max" => server with { Max = value },
            _ => throw new ArgumentException(option, nameof(option)),
        };
    }
}

using System.Net;
using Headroom.ControlPlane.Api.Tests.Hosting;
using Headroom.Operators.Decisions;
using Headroom.Operators.Power.Api;
using Headroom.Operators.Power.Records;
using Microsoft.Extensions.DependencyInjection;

namespace Headroom.ControlPlane.Api.Tests.PowerDomains;

public sealed class PowerDomainEndpointsTests
{
    private readonly FakePower _power = new();

    [Fact]
    public async Task List_AFeed_HasItsWattsItsCapsAndWhenItWasDecided()
    {
        _power.Feeds.Add(FakePower.Feed());
        await using var server = await StartAsync();
        using var client = server.Client();

        var feed = Assert.Single((await client.GetJsonAsync("/api/v1/power/domains"))["items"]!.AsArray())!;

        Assert.Equal(
            "28000 30000 31968 32000 35200 1.1",
            $"{feed["drawWatts"]} {feed["forecastPeakWatts"]} {feed["safeSumWatts"]} {feed["budgetWatts"]} {feed["nameplateWatts"]} {feed["oversubscription"]}");
        Assert.Equal(["A100, level 0: 1275", "A100, level 1: "], feed["caps"]!.AsArray().Select(static c => $"{c!["group"]}: {c["clockMegahertz"]}"));
        Assert.Equal("2026-03-04T12:00:00+00:00", feed["decidedAt"]!.GetValue<string>());
        Assert.Equal(feed.ToJsonString(), (await client.GetJsonAsync("/api/v1/power/domains/row-7")).ToJsonString());
    }

    [Theory]
    [InlineData("Kept", "Apply")]
    [InlineData("Recommend", "Recommend", "Enforcing=False")]
    [InlineData("Unsafe", "Apply", "Enforcing=False", "HeadroomLow=True")]
    [InlineData("HeadroomLow", "Apply", "HeadroomLow=True")]
    [InlineData("Braking", "Apply", "Braking=True", "Enforcing=False")]
    [InlineData("NotReady", "Apply", "Ready=False", "Enforcing=False")]
    public async Task List_SeveralConditions_TheWorstIsItsState(string state, string mode, params string[] conditions)
    {
        var all = new Dictionary<string, string> { ["Ready"] = "True", ["Enforcing"] = "True", ["HeadroomLow"] = "False", ["Braking"] = "False" };
        foreach (var pair in conditions.Select(static c => c.Split('=')))
        {
            all[pair[0]] = pair[1];
        }

        _power.Feeds.Add(FakePower.Feed("row-7", [.. all.Select(static c => FakePower.Condition(c.Key, c.Value))]) with { Mode = Enum.Parse<ActingMode>(mode) });
        await using var server = await StartAsync();
        using var client = server.Client();

        var feed = await client.GetJsonAsync("/api/v1/power/domains/row-7");

        Assert.Equal(state, feed["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task Nodes_OneThatIsSilent_SaysSoBesideItsCards()
    {
        _power.Feeds.Add(FakePower.Feed());
        _power.Nodes.Add(new PowerNodeSummary
        {
            Name = "n-0",
            Domain = "row-7",
            Lease = LeaseHealth.Expired,
            HeardAgo = TimeSpan.FromSeconds(12.34),
            IsConfirmed = true,
            Status = new NodePowerStatus { DrawWatts = 4_700, SafeWatts = 5_222, Gpus = [new GpuPowerStatus { Uuid = "g", Model = "A100", DrawWatts = 300, MaxLimitWatts = 400, LockedMegahertz = 1275 }] },
        });
        await using var server = await StartAsync();
        using var client = server.Client();

        var node = Assert.Single((await client.GetJsonAsync("/api/v1/power/domains/row-7/nodes"))["items"]!.AsArray())!;

        Assert.Equal("Expired 12.3 5222", $"{node["lease"]} {node["heardSecondsAgo"]} {node["safeWatts"]}");
        Assert.Equal("0.75 1275", $"{node["gpus"]![0]!["load"]} {node["gpus"]![0]!["lockedMegahertz"]}");
    }

    [Fact]
    public async Task Events_OfTheFeed_AreNewestFirstAndTellWhatWasOnlyRecommended()
    {
        _power.Feeds.Add(FakePower.Feed());
        await using var server = await StartAsync();
        var journal = server.Services.GetRequiredService<IPowerJournal>();
        journal.Append(new PowerEvent(Sample.Noon, "row-7", "CapsChanged", true, "free → 1275 MHz"));
        journal.Append(new PowerEvent(Sample.Noon, "row-8", "BrakeOn", true, "another feed"));
        journal.Append(new PowerEvent(Sample.Noon, "row-7", "BrakeOn", false, "33 kW of 32 kW"));
        using var client = server.Client();

        var first = await client.GetJsonAsync("/api/v1/power/domains/row-7/events?limit=1");
        var second = await client.GetJsonAsync($"/api/v1/power/domains/row-7/events?limit=1&cursor={first["nextCursor"]}");

        Assert.Equal("BrakeOn false", $"{first["items"]![0]!["action"]} {first["items"]![0]!["isApplied"]}");
        Assert.Equal("CapsChanged free → 1275 MHz", $"{second["items"]![0]!["action"]} {second["items"]![0]!["message"]}");
        Assert.Null(second["nextCursor"]);
    }

    [Theory]
    [InlineData("", HttpStatusCode.NotFound, "admin")]
    [InlineData("/nodes", HttpStatusCode.NotFound, "admin")]
    [InlineData("/events", HttpStatusCode.NotFound, "admin")]
    [InlineData("/nodes", HttpStatusCode.Forbidden, "reader-prod")]
    [InlineData("", HttpStatusCode.Unauthorized, "nobody")]
    public async Task Domain_UnknownOrForbidden_IsRefused(string path, HttpStatusCode expected, string token)
    {
        await using var server = await StartAsync();
        using var client = server.Client(token);

        using var answer = await client.GetAsync(new Uri("/api/v1/power/domains/row-9" + path, UriKind.Relative));

        Assert.Equal(expected, answer.StatusCode);
    }

    private Task<ApiServer> StartAsync() => ApiServer.StartAsync(b => b.Services.AddSingleton<IPowerQueries>(_power));
}

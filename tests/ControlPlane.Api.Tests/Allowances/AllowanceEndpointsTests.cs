using System.Net;
using System.Text.Json;
using Headroom.Contracts.Allowances;
using Headroom.Contracts.Power;
using Headroom.ControlPlane.Api.Tests.Hosting;
using Headroom.ControlPlane.Api.Tests.Power;

namespace Headroom.ControlPlane.Api.Tests.Allowances;

public sealed class AllowanceEndpointsTests
{
    [Fact]
    public async Task Get_AtTheLeader_IsWhatStandsWithAStampAndADuration()
    {
        await using var server = await StartAsync();
        using var client = server.Api.Client();

        var all = await ReadAsync(client, AllowanceProtocol.Path);
        var one = await ReadAsync(client, AllowanceProtocol.Path + "?domain=row-7");

        Assert.Equal(2, all.Domains.Count);
        Assert.Equal((4, 5_000, 0), (all.Stamp.Term, all.ValidForMilliseconds, all.IssuedAfterMilliseconds));
        Assert.True(one.Stamp > all.Stamp);
        Assert.Equal((9_000, 2_000), Assert.Single(one.Domains).Levels.Select(static l => (l.FreeWatts, l.FailSafeWatts)).Single());
    }

    [Theory]
    [InlineData(AllowanceProtocol.Path)]
    [InlineData(AllowanceProtocol.StreamPath)]
    public async Task Get_AtAFollower_NamesTheLeader(string path)
    {
        await using var server = await StartAsync();
        (server.Term, server.LeaderAddress) = (null, "10.0.3.4:8443");
        using var client = server.Api.Client();

        using var answer = await client.GetAsync(path);

        Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
        Assert.Equal("10.0.3.4:8443", answer.Headers.GetValues(AgentProtocol.LeaderHeader).Single());
    }

    [Theory]
    [InlineData(AllowanceProtocol.Path)]
    [InlineData(AllowanceProtocol.StreamPath)]
    public async Task Get_ALeaderThatHasNotDecided_SaysThatItCannotSay(string path)
    {
        await using var server = await StartAsync();
        server.Allowances = null;
        using var client = server.Api.Client();

        using var answer = await client.GetAsync(path);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    [Fact]
    public async Task Get_WhereAgentsReachTheLeader_IsAnsweredAndNothingElseIs()
    {
        await using var server = await StartAsync();
        using var client = server.Api.Client();

        Assert.Equal(2, (await ReadAsync(client, new Uri(server.Agents, AllowanceProtocol.Path).AbsoluteUri)).Domains.Count);
        using var other = await client.GetAsync(new Uri(server.Agents, "/api/v1/about"));
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    [Theory]
    [InlineData("stranger", HttpStatusCode.Unauthorized)]
    [InlineData("reader-prod", HttpStatusCode.Forbidden)]
    public async Task Get_WithoutTheRight_IsRefused(string token, HttpStatusCode status)
    {
        await using var server = await StartAsync();
        using var client = server.Api.Client(token);

        using var answer = await client.GetAsync(AllowanceProtocol.Path);

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Stream_AChange_IsSentAtOnceAndRenewedWithoutOne()
    {
        await using var server = await StartAsync();
        await using var events = await EventReader.OpenAsync(server.Api.Client(), AllowanceProtocol.StreamPath);
        var first = await NextAsync(events);

        server.Allowances = Sample(free: 4_000);
        server.Changes.Writer.TryWrite(true);
        var changed = await NextAsync(events);
        var renewed = await NextAsync(events);

        Assert.Equal(4_000, changed.Domains[0].Levels[0].FreeWatts);
        Assert.True(renewed.Stamp > changed.Stamp && changed.Stamp > first.Stamp);
        // Dated from the request on: a second without a change lies between.
        Assert.InRange(renewed.IssuedAfterMilliseconds - changed.IssuedAfterMilliseconds, 900, 20_000);
    }

    [Fact]
    public async Task Stream_TheLeadershipEnds_EndsIt()
    {
        await using var server = await StartAsync();
        await using var events = await EventReader.OpenAsync(server.Api.Client(), AllowanceProtocol.StreamPath);
        await NextAsync(events);

        server.Term = null;

        Assert.Null(await events.NextAsync());
    }

    private static async Task<AgentsServer> StartAsync()
    {
        var server = await AgentsServer.StartAsync();
        server.Allowances = Sample(free: 9_000);
        return server;
    }

    private static PowerAllowances Sample(long free) => new()
    {
        Stamp = new LeaseStamp(0, 0),
        IssuedAfterMilliseconds = 0,
        ValidForMilliseconds = 5_000,
        Domains = [Row("row-7", free), Row("row-8", free)],
    };

    private static DomainAllowance Row(string name, long free) => new()
    {
        Domain = name,
        Levels = [new LevelAllowance { Level = 0, FreeWatts = free, FailSafeWatts = 2_000, Costs = [new PrefillCost("A100 × 8, level 0", 1_250)] }],
    };

    private static async Task<PowerAllowances> ReadAsync(HttpClient client, string path) =>
        JsonSerializer.Deserialize(await client.GetStringAsync(path), AllowanceJson.Default.PowerAllowances)!; // never JSON null

    private static async Task<PowerAllowances> NextAsync(EventReader events)
    {
        var item = Assert.NotNull(await events.NextAsync());
        Assert.Equal(AllowanceProtocol.EventName, item.EventType);
        return JsonSerializer.Deserialize(item.Data, AllowanceJson.Default.PowerAllowances)!; // as above
    }
}

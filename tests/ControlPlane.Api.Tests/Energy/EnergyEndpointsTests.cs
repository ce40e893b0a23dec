using System.Net;
using Headroom.ControlPlane.Api.Store;
using Headroom.ControlPlane.Api.Tests.Hosting;
using Headroom.Operators.Power.Energy;
using Microsoft.Extensions.DependencyInjection;

namespace Headroom.ControlPlane.Api.Tests.Energy;

public sealed class EnergyEndpointsTests(PostgresFixture postgres)
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Sum_OfADay_IsByNamespaceLargestFirstWithItsPrice()
    {
        await using var server = await StartAsync();
        using var client = server.Client();

        var page = await client.GetJsonAsync("/api/v1/energy?window=1d&until=2026-03-02T00:00:00Z");

        Assert.Equal(["search", "chat", ""], page["items"]!.AsArray().Select(static i => i!["name"]!.GetValue<string>()));
        var first = page["items"]![0]!;
        // 7.2 MJ are 2 kWh.
        Assert.Equal((2.0, 7_200_000.0, 0.5), (first["kilowattHours"]!.GetValue<double>(), first["joules"]!.GetValue<double>(), first["dollars"]!.GetValue<double>()));
    }

    [Theory]
    [InlineData("node", "node-1", "node-0")]
    [InlineData("pod", "search/s-0", "chat/c-0", "")]
    [InlineData("hour", "2026-03-01T12:00:00Z", "2026-03-01T13:00:00Z")]
    public async Task Sum_ByOther_GroupsByIt(string by, params string[] names)
    {
        await using var server = await StartAsync();
        using var client = server.Client();

        var page = await client.GetJsonAsync($"/api/v1/energy?by={by}&window=1d&until=2026-03-02T00:00:00Z");

        Assert.Equal(names, page["items"]!.AsArray().Select(static i => i!["name"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Add_TheSameHourAgain_AddsUp()
    {
        await using var server = await StartAsync();
        var store = server.Services.GetRequiredService<StoredEnergy>();
        await store.AddAsync([new(new EnergyKey(Noon, "node-0", "chat", "c-0"), 3_600_000_000)], CancellationToken.None);
        using var client = server.Client();

        var page = await client.GetJsonAsync("/api/v1/energy?by=pod&window=1d&until=2026-03-02T00:00:00Z");

        Assert.Equal(2.0, page["items"]!.AsArray().Single(static i => i!["name"]!.GetValue<string>() == "chat/c-0")!["kilowattHours"]!.GetValue<double>());
    }

    [Fact]
    public async Task Sum_WithoutADatabase_SaysSo()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = server.Client();

        using var answer = await client.GetAsync("/api/v1/energy");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    [Theory]
    [InlineData("by=team", "by")]
    [InlineData("window=9999d", "window")]
    [InlineData("until=later", "until")]
    public async Task Sum_AParameterThatIsWrong_IsNamed(string query, string field)
    {
        await using var server = await ApiServer.StartAsync();
        using var client = server.Client();

        using var answer = await client.GetAsync("/api/v1/energy?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(field, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<ApiServer> StartAsync()
    {
        var server = await ApiServer.StartAsync(
            "--ConnectionStrings:Headroom=" + await postgres.CreateDatabaseAsync(), "--Energy:DollarsPerKilowattHour=0.25");
        await server.ConnectedAsync();
        await server.Services.GetRequiredService<StoredEnergy>().AddAsync(
            [
                new(new EnergyKey(Noon, "node-0", "chat", "c-0"), 3_600_000_000),
                new(new EnergyKey(Noon.AddHours(1), "node-1", "search", "s-0"), 7_200_000_000),
                new(new EnergyKey(Noon, "node-0", "", ""), 36_000_000),
                new(new EnergyKey(Noon.AddDays(-3), "node-0", "old", "o-0"), 999),
            ],
            CancellationToken.None);
        return server;
    }
}

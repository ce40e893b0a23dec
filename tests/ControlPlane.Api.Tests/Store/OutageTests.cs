using System.Text.Json.Nodes;
using Headroom.ControlPlane.Api.Tests.Hosting;
using Headroom.Testing;

namespace Headroom.ControlPlane.Api.Tests.Store;

public sealed class OutageTests
{
    private const string Path = "/api/v1/autoscalers/prod/chat/decisions";

    [Fact]
    public async Task Database_DownAtStartThenUp_IsMigratedAndGetsWhatWaited()
    {
        PostgresFixture.SkipWithoutPostgres();
        await using var postgres = await PostgresServer.CreateAsync(start: false);
        await using var server = await ApiServer.StartAsync("--ConnectionStrings:Headroom=" + postgres.ConnectionString("postgres"));
        server.Autoscalers.Add(Sample.Autoscaler());
        using var client = server.Client();
        server.Journal.Append(Sample.Decision(1));
        await Poll.GetAsync(() => client.GetJsonAsync(Path), static p => p["items"]!.AsArray().Count == 1);

        using var probes = new HttpClient { BaseAddress = server.Probes };
        string ready = await Poll.GetAsync(
            () => probes.GetStringAsync(new Uri("/readyz?verbose", UriKind.Relative)), static t => t.Contains("Failed to connect", StringComparison.Ordinal));
        await postgres.StartAsync();
        await server.ConnectedAsync();

        Assert.Contains("[+]database: unavailable: ", ready, StringComparison.Ordinal);
        await Poll.GetAsync(() => server.CountAsync("decisions"), static rows => rows == 1);
        var about = await client.GetJsonAsync("/api/v1/about");
        Assert.True(about["database"]!["isAvailable"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Database_KilledWhileRunning_LosesNothingAndTheStreamGoesOn()
    {
        PostgresFixture.SkipWithoutPostgres();
        await using var postgres = await PostgresServer.CreateAsync();
        await using var server = await ApiServer.StartAsync("--ConnectionStrings:Headroom=" + postgres.ConnectionString("postgres"));
        server.Autoscalers.Add(Sample.Autoscaler());
        using var client = server.Client();
        await server.StoredAsync(1);
        await using var events = await EventReader.OpenAsync(server);

        await postgres.KillAsync();
        server.Journal.Append(Sample.Decision(2));
        var live = Assert.NotNull(await events.NextAsync());
        await Poll.GetAsync(() => server.State().IsAvailable, static up => !up);
        var page = await client.GetJsonAsync(Path);
        double gauge = await AvailableAsync(server);
        await postgres.StartAsync();
        await server.ConnectedAsync();

        Assert.Equal(2, JsonNode.Parse(live.Data)!["desired"]!.GetValue<int>());
        Assert.Equal(2, page["items"]!.AsArray().Count);
        Assert.Equal(0, gauge);
        await Poll.GetAsync(() => server.CountAsync("decisions"), static rows => rows == 2);
        Assert.Equal(1, await AvailableAsync(server));
    }

    private static async Task<double> AvailableAsync(ApiServer server)
    {
        using var client = new HttpClient { BaseAddress = server.Metrics };
        string text = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        return double.Parse(text.Split('\n').Single(static l => l.StartsWith("headroom_store_available ", StringComparison.Ordinal)).Split(' ')[1]);
    }
}

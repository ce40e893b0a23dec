using Headroom.ControlPlane.Api.Jobs;
using Headroom.ControlPlane.Api.Store;
using Headroom.ControlPlane.Api.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Headroom.ControlPlane.Api.Tests.Store;

public sealed class StorePartitionsTests(PostgresFixture postgres)
{
    private static readonly DateTimeOffset Evening = new(2025, 12, 30, 23, 59, 0, TimeSpan.Zero);

    [Fact]
    public async Task Ensure_Twice_MakesTodayAndTheDaysAheadOnce()
    {
        await using var server = await StartAsync();
        var partitions = server.Services.GetRequiredService<StorePartitions>();

        await partitions.EnsureAsync(Evening, CancellationToken.None);
        await partitions.EnsureAsync(Evening, CancellationToken.None);

        Assert.Equal(
            ["decisions_20251230", "decisions_20251231", "decisions_20260101", "decisions_20260102"],
            (await partitions.ListAsync("decisions", CancellationToken.None)).Take(4));
    }

    [Fact]
    public async Task DropBefore_ACutoff_KeepsThePartitionItFallsInto()
    {
        await using var server = await StartAsync();
        var partitions = server.Services.GetRequiredService<StorePartitions>();
        await partitions.EnsureAsync(Evening, CancellationToken.None);
        var cutoff = new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

        var dropped = await partitions.DropBeforeAsync("events", cutoff, CancellationToken.None);
        var again = await partitions.DropBeforeAsync("events", cutoff, CancellationToken.None);

        Assert.Equal(["events_20251230", "events_20251231"], dropped);
        Assert.Empty(again);
        Assert.Contains("events_20260101", await partitions.ListAsync("events", CancellationToken.None));
    }

    [Fact]
    public async Task Expire_OldPartitions_GoAndTodaysStay()
    {
        await using var server = await StartAsync();
        var partitions = server.Services.GetRequiredService<StorePartitions>();
        await server.StoredAsync(3);
        await partitions.EnsureAsync(DateTimeOffset.UtcNow.AddDays(-40), CancellationToken.None);
        await partitions.EnsureMonthsAsync([DateTimeOffset.UtcNow.AddDays(-500), DateTimeOffset.UtcNow], CancellationToken.None);

        await server.Services.GetRequiredService<RetentionPolicy>().ExpireAsync(CancellationToken.None);

        Assert.Equal(3, await server.CountAsync("decisions"));
        Assert.All(
            await partitions.ListAsync("decisions", CancellationToken.None),
            static p => Assert.True(string.CompareOrdinal(p, $"decisions_{DateTimeOffset.UtcNow.AddDays(-31):yyyyMMdd}") > 0));
        Assert.Single(await partitions.ListAsync("rollups", CancellationToken.None));
    }

    [Fact]
    public async Task Jobs_WithADatabase_AreKeptInIt()
    {
        await using var server = await StartAsync();

        await Poll.GetAsync(
            async () => await server.CountAsync("pg_class WHERE relname = 'qrtz_triggers'") == 1 ? await server.CountAsync("qrtz_triggers") : 0,
            static triggers => triggers == 2);
    }

    private async Task<ApiServer> StartAsync()
    {
        var server = await ApiServer.StartAsync("--ConnectionStrings:Headroom=" + await postgres.CreateDatabaseAsync());
        await server.ConnectedAsync();
        return server;
    }
}

using Headroom.ControlPlane.Api.Store;
using Headroom.ControlPlane.Api.Tests.Hosting;
using Headroom.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Headroom.ControlPlane.Api.Tests.Jobs;

public sealed class ClusteredJobsTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Jobs_OfTwoReplicas_RunOncePerPeriod()
    {
        string database = "--ConnectionStrings:Headroom=" + await postgres.CreateDatabaseAsync();
        await using var first = await ApiServer.StartAsync(database);
        await first.ConnectedAsync();
        await Eventually.HoldsAsync(async () => await AskAsync(first, "SELECT count(*) FROM qrtz_triggers WHERE prev_fire_time > 0") == 2);
        long ran = await AskAsync(first, "SELECT sum(prev_fire_time)::bigint FROM qrtz_triggers");

        await using var second = await ApiServer.StartAsync(database);
        await Eventually.HoldsAsync(async () => await AskAsync(first, "SELECT count(*) FROM qrtz_scheduler_state") == 2);

        // Both take part, and neither triggers again what has run.
        Assert.Equal(2, await AskAsync(first, "SELECT count(*) FROM qrtz_triggers"));
        Assert.Equal(2 * TimeSpan.FromHours(6).Ticks, await AskAsync(first, "SELECT sum(next_fire_time)::bigint FROM qrtz_triggers") - ran);
        Assert.Equal(ran, await AskAsync(first, "SELECT sum(prev_fire_time)::bigint FROM qrtz_triggers"));
    }

    // Zero until the tables are made.
    private static async Task<long> AskAsync(ApiServer server, string sql)
    {
        var source = server.Services.GetRequiredService<StoreDatabase>().Source;
        await using var made = source.CreateCommand("SELECT to_regclass('qrtz_scheduler_state') IS NOT NULL AND to_regclass('qrtz_triggers') IS NOT NULL");
        if (await made.ExecuteScalarAsync() is not true)
        {
            return 0;
        }

        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync() ?? 0L);
    }
}

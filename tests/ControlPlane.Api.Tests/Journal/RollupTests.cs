using Headroom.ControlPlane.Api.Journal;
using Headroom.ControlPlane.Api.Store.Schema;
using Headroom.ControlPlane.Api.Tests.Hosting;
using Headroom.Operators.Decisions;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Headroom.ControlPlane.Api.Tests.Journal;

public sealed class RollupTests(PostgresFixture postgres)
{
    [Fact]
    public void StartOf_AnyTime_IsTheQuarterBefore() =>
        Assert.Equal(Sample.Noon.AddMinutes(15), Rollup.StartOf(new DateTimeOffset(2026, 3, 4, 17, 59, 59, TimeSpan.FromHours(5.5))));

    [Fact]
    public async Task Observe_OverAQuarterAndARestart_AddsUp()
    {
        string database = await postgres.CreateDatabaseAsync();
        await using (var server = await ApiServer.StartAsync("--ConnectionStrings:Headroom=" + database))
        {
            await server.ConnectedAsync();
            server.Journal.Observe(At(0, demand: 10, desired: 2, ready: 1, isViolation: true));
            server.Journal.Observe(At(5, demand: double.NaN, desired: 3, ready: 2, isViolation: false));
            server.Journal.Observe(At(15, demand: 1, desired: 1, ready: 1, isViolation: false));
            server.Journal.Append(Sample.Decision());
        }

        await using (var restarted = await ApiServer.StartAsync("--ConnectionStrings:Headroom=" + database))
        {
            await restarted.ConnectedAsync();
            restarted.Journal.Observe(At(14, demand: 30, desired: 4, ready: 4, isViolation: true));
        }

        var rows = await ReadAsync(database);
        Assert.Equal([Sample.Noon, Sample.Noon.AddMinutes(15)], rows.Select(static r => r.Start));
        var first = rows[0];
        Assert.Equal((3, 2, 40.0, 30f), (first.Samples, first.DemandSamples, first.DemandSum, first.DemandMax));
        Assert.Equal((9L, 7L), (first.DesiredSum, first.ReadySum));
        Assert.Equal((180f, 120f, 1), (first.IntervalSeconds, first.ViolationSeconds, first.Decisions));
        Assert.Equal(1, rows[1].Samples);
    }

    private static EvaluationSample At(int minute, double demand, int desired, int ready, bool isViolation) => new(
        new AutoscalerKey("prod", "chat"),
        "uid-prod-chat",
        Sample.Noon.AddMinutes(minute),
        demand,
        desired,
        ready,
        isViolation,
        TimeSpan.FromMinutes(1));

    private static async Task<List<RollupRow>> ReadAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var context = new StoreContext(new DbContextOptionsBuilder<StoreContext>().UseNpgsql(source).Options);
        return await context.Rollups.OrderBy(static r => r.Start).ToListAsync();
    }
}

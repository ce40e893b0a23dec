using System.Diagnostics;
using System.Globalization;
using Headroom.ControlPlane.Api.Store;
using Headroom.ControlPlane.Api.Tests.Hosting;
using Headroom.Operators.Decisions;
using Microsoft.Extensions.DependencyInjection;

namespace Headroom.ControlPlane.Api.Tests.Store;

public sealed class StoreSizeTests(PostgresFixture postgres, ITestOutputHelper output)
{
    /// <summary>What DecisionRow and EventRow state, with a tenth of slack.</summary>
    private const double MaxBytesPerDecision = 590;
    private const double MaxBytesPerEvent = 90;
    private const int WarmUp = 2_000;
    private const int Decisions = 8_000;

    [Fact]
    public async Task Journal_ManyDecisionsAtOnce_AreStoredSmall()
    {
        await using var server = await ApiServer.StartAsync("--ConnectionStrings:Headroom=" + await postgres.CreateDatabaseAsync());
        await server.StoredAsync(WarmUp, Spread);
        var cpu = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();

        await server.StoredAsync(Decisions, Spread);

        double perSecond = Decisions / clock.Elapsed.TotalSeconds;
        double row = await BytesAsync(server, "decisions") / (WarmUp + Decisions);
        double entry = await BytesAsync(server, "events") / (WarmUp + Decisions);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{perSecond:0} decisions/s, {(Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds * 1000 / Decisions:0} µs CPU each, {row:0} bytes a decision, {entry:0} an event"));
        Assert.True(row <= MaxBytesPerDecision, $"{row} bytes a decision");
        Assert.True(entry <= MaxBytesPerEvent, $"{entry} bytes an event");
    }

    private static ScalingDecision Spread(ScalingDecision d) =>
        d with { Key = new AutoscalerKey("prod", "chat-" + (d.Desired % 1000)), Rivals = [] };

    private static async Task<double> BytesAsync(ApiServer server, string table)
    {
        await using var command = server.Services.GetRequiredService<StoreDatabase>().Source.CreateCommand(
            $"SELECT sum(pg_total_relation_size(inhrelid))::double precision FROM pg_inherits WHERE inhparent = '{table}'::regclass");
        return (double)(await command.ExecuteScalarAsync() ?? double.NaN);
    }
}

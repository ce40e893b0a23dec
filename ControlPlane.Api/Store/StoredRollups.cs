using Headroom.ControlPlane.Api.Journal;
using NpgsqlTypes;

namespace Headroom.ControlPlane.Api.Store;

/// <summary>
/// Adds roll-ups to what is stored of the same quarter. Not idempotent: a commit whose answer was lost is added twice, at
/// most one batch per outage.
/// </summary>
internal sealed class StoredRollups(StoreDatabase database, AutoscalerIds autoscalers, StorePartitions partitions)
{
    public async Task AddAsync(IReadOnlyList<Rollup> rollups, CancellationToken ct)
    {
        // One statement may touch a row once: parts of the same quarter are written one after another.
        foreach (var part in Distinct(rollups))
        {
            await partitions.EnsureMonthsAsync(part.Select(static r => r.Start), ct);
            await AddDistinctAsync(part, ct);
        }
    }

    private static IEnumerable<List<Rollup>> Distinct(IReadOnlyList<Rollup> rollups) =>
        rollups.GroupBy(static r => (r.Key, r.Uid, r.Start))
            .SelectMany(static same => same.Select(static (rollup, turn) => (rollup, turn)))
            .GroupBy(static p => p.turn, static p => p.rollup)
            .Select(static turn => turn.ToList());

    private async Task AddDistinctAsync(List<Rollup> rollups, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        var owners = await autoscalers.ResolveAsync(connection, [.. rollups.Select(static r => (r.Key, r.Uid))], ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var batch = new ColumnBatch<(Rollup Rollup, int Owner)>([.. rollups.Zip(owners)])
            .Column(NpgsqlDbType.Integer, static r => r.Owner)
            .Column(NpgsqlDbType.TimestampTz, static r => r.Rollup.Start.UtcDateTime)
            .Column(NpgsqlDbType.Integer, static r => r.Rollup.Samples)
            .Column(NpgsqlDbType.Integer, static r => r.Rollup.DemandSamples)
            .Column(NpgsqlDbType.Double, static r => r.Rollup.DemandSum)
            .Column(NpgsqlDbType.Real, static r => (float?)r.Rollup.DemandMax)
            .Column(NpgsqlDbType.Bigint, static r => r.Rollup.DesiredSum)
            .Column(NpgsqlDbType.Bigint, static r => r.Rollup.ReadySum)
            .Column(NpgsqlDbType.Real, static r => (float)r.Rollup.IntervalSeconds)
            .Column(NpgsqlDbType.Real, static r => (float)r.Rollup.ViolationSeconds)
            .Column(NpgsqlDbType.Integer, static r => r.Rollup.Decisions);
        await batch.ExecuteAsync(
            connection,
            transaction,
            $"""
            INSERT INTO rollups AS r (autoscaler_id, start, samples, demand_samples, demand_sum, demand_max, desired_sum,
                ready_sum, interval_seconds, violation_seconds, decisions)
            SELECT * FROM unnest({batch.Placeholders})
            ON CONFLICT (autoscaler_id, start) DO UPDATE SET
                samples = r.samples + excluded.samples,
                demand_samples = r.demand_samples + excluded.demand_samples,
                demand_sum = r.demand_sum + excluded.demand_sum,
                demand_max = greatest(r.demand_max, excluded.demand_max),
                desired_sum = r.desired_sum + excluded.desired_sum,
                ready_sum = r.ready_sum + excluded.ready_sum,
                interval_seconds = r.interval_seconds + excluded.interval_seconds,
                violation_seconds = r.violation_seconds + excluded.violation_seconds,
                decisions = r.decisions + excluded.decisions
            """,
            ct);
        await transaction.CommitAsync(ct);
    }
}

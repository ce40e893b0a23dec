using Headroom.ControlPlane.Api.Decisions;
using Headroom.ControlPlane.Api.Journal;
using Headroom.ControlPlane.Api.Live;
using Headroom.ControlPlane.Api.Messages;
using Headroom.ControlPlane.Api.Store.Schema;
using Headroom.Operators.Decisions;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Headroom.ControlPlane.Api.Store;

/// <summary>Decisions in the database. A decision, its event and its message to other replicas are written together or not at all.</summary>
internal sealed class StoredDecisions(
    StoreDatabase database, AutoscalerIds autoscalers, StorePartitions partitions, StoredOutbox outbox, BrokerAddress broker)
{
    /// <returns>Newest first; empty when there is no database now.</returns>
    public Task<IReadOnlyList<RecordedDecision>> ReadAsync(
        AutoscalerKey key, string uid, long before, int limit, CancellationToken ct) =>
        database.TryAsync<IReadOnlyList<RecordedDecision>>(
            async token =>
            {
                await using var context = database.CreateContext();
                int? id = await context.Autoscalers
                    .Where(a => a.Namespace == key.Namespace && a.Name == key.Name && a.Uid == uid)
                    .Select(static a => (int?)a.Id)
                    .SingleOrDefaultAsync(token);
                var rows = await context.Decisions.AsNoTracking()
                    .Where(d => d.AutoscalerId == id && d.Id < before)
                    .OrderByDescending(static d => d.Id)
                    .Take(limit)
                    .ToListAsync(token);
                return [.. rows.Select(row => DecisionRowMapping.ToRecorded(row, key, uid))];
            },
            [],
            ct);

    /// <param name="decisions">As objects tell them, whose times may be cut to the second.</param>
    /// <param name="since">Wall clock; rows that were stored before are not looked at.</param>
    /// <param name="ct">Ends the read.</param>
    /// <returns>Those that have no row; null when there is no database now.</returns>
    public Task<IReadOnlyList<ScalingDecision>?> UnknownAsync(IReadOnlyList<ScalingDecision> decisions, DateTimeOffset since, CancellationToken ct) =>
        database.TryAsync<IReadOnlyList<ScalingDecision>?>(
            async token =>
            {
                var batch = new ColumnBatch<ScalingDecision>(decisions)
                    .Column(NpgsqlDbType.Text, static d => d.Key.Namespace)
                    .Column(NpgsqlDbType.Text, static d => d.Key.Name)
                    .Column(NpgsqlDbType.Text, static d => d.Uid)
                    .Column(NpgsqlDbType.TimestampTz, static d => d.Time.UtcDateTime)
                    .Column(NpgsqlDbType.Integer, static d => d.Desired)
                    .Column(NpgsqlDbType.Boolean, static d => d.Applied);
                var unknown = await batch.ReadIndexesAsync(
                    database.Source,
                    $"""
                    SELECT w.n FROM unnest({batch.Placeholders}) WITH ORDINALITY AS w (namespace, name, uid, time, desired, applied, n)
                    WHERE NOT EXISTS (
                        SELECT FROM autoscalers a JOIN decisions d ON d.autoscaler_id = a.id
                        WHERE a.namespace = w.namespace AND a.name = w.name AND a.uid = w.uid
                          AND d.id > {EventIds.FromTime(since)} AND d.desired = w.desired AND d.applied = w.applied
                          AND d.time BETWEEN w.time - interval '1 second' AND w.time + interval '1 second')
                    """,
                    token);
                return [.. unknown.Select(n => decisions[n - 1])];
            },
            null,
            ct);

    /// <summary>Idempotent by id.</summary>
    public async Task WriteAsync(IReadOnlyList<RecordedDecision> decisions, CancellationToken ct)
    {
        await partitions.CoverAsync(decisions.Select(static d => d.Id), ct);
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        var owners = await autoscalers.ResolveAsync(connection, [.. decisions.Select(static d => (d.Decision.Key, d.Decision.Uid))], ct);
        var rows = decisions.Select((d, i) => DecisionRowMapping.ToRow(d, owners[i])).ToList();
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await WriteRowsAsync(rows, connection, transaction, ct);
        await WriteEventsAsync(rows, connection, transaction, ct);
        if (broker.IsConfigured)
        {
            await StoredOutbox.AddAsync([.. decisions.Select(static d => DecisionMade.Of(d).ToEvent())], connection, transaction, ct);
        }

        await transaction.CommitAsync(ct);
        outbox.Stored();
    }

    private static Task WriteRowsAsync(
        List<DecisionRow> rows, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        var batch = new ColumnBatch<DecisionRow>(rows)
            .Column(NpgsqlDbType.Bigint, static r => r.Id)
            .Column(NpgsqlDbType.TimestampTz, static r => r.Time.UtcDateTime)
            .Column(NpgsqlDbType.Integer, static r => r.AutoscalerId)
            .Column(NpgsqlDbType.Integer, static r => r.Current)
            .Column(NpgsqlDbType.Integer, static r => r.Ready)
            .Column(NpgsqlDbType.Integer, static r => r.Desired)
            .Column(NpgsqlDbType.Real, static r => r.Demand)
            .Column(NpgsqlDbType.Real, static r => r.PredictedMean)
            .Column(NpgsqlDbType.Real, static r => r.PredictedUpper)
            .Column(NpgsqlDbType.Real, static r => r.CapacityPerReplica)
            .Column(NpgsqlDbType.Real, static r => r.BudgetRemaining)
            .Column(NpgsqlDbType.Real, static r => r.HorizonSeconds)
            .Column(NpgsqlDbType.Smallint, static r => r.Mode)
            .Column(NpgsqlDbType.Boolean, static r => r.Applied)
            .Column(NpgsqlDbType.Text, static r => r.Reason)
            .Column(NpgsqlDbType.Text, static r => r.Message)
            .Column(NpgsqlDbType.Bytea, static r => r.Candidates)
            .Column(NpgsqlDbType.Jsonb, static r => r.Rivals);
        return batch.ExecuteAsync(
            connection,
            transaction,
            $"""
            INSERT INTO decisions (id, time, autoscaler_id, current, ready, desired, demand, predicted_mean, predicted_upper,
                capacity_per_replica, budget_remaining, horizon_seconds, mode, applied, reason, message, candidates, rivals)
            SELECT * FROM unnest({batch.Placeholders}) ON CONFLICT DO NOTHING
            """,
            ct);
    }

    private static Task WriteEventsAsync(
        List<DecisionRow> rows, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        var batch = new ColumnBatch<DecisionRow>(rows)
            .Column(NpgsqlDbType.Bigint, static r => r.Id)
            .Column(NpgsqlDbType.Integer, static r => r.AutoscalerId)
            .Column(NpgsqlDbType.Smallint, static _ => EventRow.DecisionKind);
        return batch.ExecuteAsync(
            connection,
            transaction,
            $"INSERT INTO events (id, autoscaler_id, kind) SELECT * FROM unnest({batch.Placeholders}) ON CONFLICT DO NOTHING",
            ct);
    }
}

using Headroom.ControlPlane.Api.Journal;
using Headroom.ControlPlane.Api.Messages;
using Headroom.ControlPlane.Api.Serverless;
using Headroom.Operators.Serverless.Records;
using Npgsql;
using NpgsqlTypes;

namespace Headroom.ControlPlane.Api.Store;

/// <summary>Starts and decisions of ServerlessServices, by the service's uid.</summary>
internal sealed class StoredServerless(StoreDatabase database, StoredOutbox outbox, BrokerAddress broker, EventIds ids)
{
    public Task<bool> WriteAsync(IReadOnlyList<ColdStart> starts, CancellationToken ct) =>
        database.TryAsync(
            token => InsertAsync(
                "cold_starts (service_uid, began, pod_uid, namespace, service, pod, cause, is_from_zero, was_awaited, decision_seconds, scheduling_seconds, image_pull_seconds, container_start_seconds, loading_seconds, first_byte_seconds)",
                new ColumnBatch<ColdStart>(starts)
                    .Column(NpgsqlDbType.Text, static s => s.ServiceUid)
                    .Column(NpgsqlDbType.TimestampTz, static s => s.Began.UtcDateTime)
                    .Column(NpgsqlDbType.Text, static s => s.PodUid)
                    .Column(NpgsqlDbType.Text, static s => s.Namespace)
                    .Column(NpgsqlDbType.Text, static s => s.Service)
                    .Column(NpgsqlDbType.Text, static s => s.Pod)
                    .Column(NpgsqlDbType.Text, static s => s.Cause)
                    .Column(NpgsqlDbType.Boolean, static s => s.IsFromZero)
                    .Column(NpgsqlDbType.Boolean, static s => s.WasAwaited)
                    .Column(NpgsqlDbType.Double, static s => s.DecisionSeconds)
                    .Column(NpgsqlDbType.Double, static s => s.SchedulingSeconds)
                    .Column(NpgsqlDbType.Double, static s => s.ImagePullSeconds)
                    .Column(NpgsqlDbType.Double, static s => s.ContainerStartSeconds)
                    .Column(NpgsqlDbType.Double, static s => s.LoadingSeconds)
                    .Column(NpgsqlDbType.Double, static s => s.FirstByteSeconds),
                () => [.. starts.Select(s => s.ToEvent(ids.Next()))],
                token),
            fallback: false, ct);

    public Task<bool> WriteAsync(IReadOnlyList<ServiceDecision> decisions, CancellationToken ct) =>
        database.TryAsync(
            token => InsertAsync(
                "service_decisions (service_uid, decided, namespace, service, replicas_before, replicas, reason, message)",
                new ColumnBatch<ServiceDecision>(decisions)
                    .Column(NpgsqlDbType.Text, static d => d.ServiceUid)
                    .Column(NpgsqlDbType.TimestampTz, static d => d.Time.UtcDateTime)
                    .Column(NpgsqlDbType.Text, static d => d.Namespace)
                    .Column(NpgsqlDbType.Text, static d => d.Service)
                    .Column(NpgsqlDbType.Integer, static d => d.From)
                    .Column(NpgsqlDbType.Integer, static d => d.To)
                    .Column(NpgsqlDbType.Text, static d => d.Reason)
                    .Column(NpgsqlDbType.Text, static d => d.Message),
                () => [.. decisions.Select(d => d.ToEvent(ids.Next()))],
                token),
            fallback: false, ct);

    /// <returns>Newest first; none while there is no database.</returns>
    public Task<IReadOnlyList<ColdStart>> StartsAsync(string serviceUid, int limit, CancellationToken ct) =>
        database.TryAsync(
            token => SelectAsync(
                "SELECT namespace, service, service_uid, pod, pod_uid, began, cause, is_from_zero, was_awaited, decision_seconds, scheduling_seconds, image_pull_seconds, container_start_seconds, loading_seconds, first_byte_seconds FROM cold_starts WHERE service_uid = $1 ORDER BY began DESC LIMIT $2",
                serviceUid, limit, ReadStart, token),
            fallback: [], ct);

    /// <returns>Newest first; none while there is no database.</returns>
    public Task<IReadOnlyList<ServiceDecision>> DecisionsAsync(string serviceUid, int limit, CancellationToken ct) =>
        database.TryAsync(
            token => SelectAsync(
                "SELECT namespace, service, service_uid, decided, replicas_before, replicas, reason, message FROM service_decisions WHERE service_uid = $1 ORDER BY decided DESC LIMIT $2",
                serviceUid, limit,
                static r => new ServiceDecision(
                    r.GetString(0), r.GetString(1), r.GetString(2), new DateTimeOffset(r.GetDateTime(3)), r.GetInt32(4), r.GetInt32(5), r.GetString(6), r.GetString(7)),
                token),
            fallback: [], ct);

    /// <returns>How many starts from zero since then, and the median of their seconds; null while there is no database.</returns>
    public Task<(int Starts, double? Median)?> FromZeroAsync(DateTimeOffset since, string? ns, CancellationToken ct) =>
        database.TryAsync<(int, double?)?>(async token => await CountAsync(since, ns, token), fallback: null, ct);

    public async Task ExpireAsync(DateTimeOffset before, CancellationToken ct)
    {
        foreach (var condition in new[] { "cold_starts WHERE began", "service_decisions WHERE decided" })
        {
            await using var command = database.Source.CreateCommand($"DELETE FROM {condition} < $1");
            command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = before.UtcDateTime });
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    private async Task<(int Starts, double? Median)> CountAsync(DateTimeOffset since, string? ns, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"""
            SELECT count(*)::integer, percentile_cont(0.5) WITHIN GROUP (ORDER BY decision_seconds + scheduling_seconds + coalesce(image_pull_seconds, 0)
                + container_start_seconds + loading_seconds + coalesce(first_byte_seconds, 0))
            FROM cold_starts WHERE is_from_zero AND began >= $1 {(ns is null ? "" : "AND namespace = $2")}
            """);
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = since.UtcDateTime });
        if (ns is not null)
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = ns });
        }

        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return (reader.GetInt32(0), reader.IsDBNull(1) ? null : reader.GetDouble(1));
    }

    private static ColdStart ReadStart(NpgsqlDataReader r) => new()
    {
        Namespace = r.GetString(0),
        Service = r.GetString(1),
        ServiceUid = r.GetString(2),
        Pod = r.GetString(3),
        PodUid = r.GetString(4),
        Began = new DateTimeOffset(r.GetDateTime(5)),
        Cause = r.GetString(6),
        IsFromZero = r.GetBoolean(7),
        WasAwaited = r.GetBoolean(8),
        DecisionSeconds = r.GetDouble(9),
        SchedulingSeconds = r.GetDouble(10),
        ImagePullSeconds = r.IsDBNull(11) ? null : r.GetDouble(11),
        ContainerStartSeconds = r.GetDouble(12),
        LoadingSeconds = r.GetDouble(13),
        FirstByteSeconds = r.IsDBNull(14) ? null : r.GetDouble(14),
    };

    private async Task<bool> InsertAsync<T>(string into, ColumnBatch<T> batch, Func<IReadOnlyList<ReplicaEvent>> events, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // A commit whose answer was lost is written again, to no effect.
        await batch.ExecuteAsync(connection, transaction, $"INSERT INTO {into} SELECT * FROM unnest({batch.Placeholders}) ON CONFLICT DO NOTHING", ct);
        if (broker.IsConfigured)
        {
            await StoredOutbox.AddAsync(events(), connection, transaction, ct);
        }

        await transaction.CommitAsync(ct);
        outbox.Stored();
        return true;
    }

    private async Task<IReadOnlyList<T>> SelectAsync<T>(string sql, string serviceUid, int limit, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = serviceUid });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}

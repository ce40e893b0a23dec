using Headroom.ControlPlane.Api.Messages;
using Npgsql;
using NpgsqlTypes;

namespace Headroom.ControlPlane.Api.Store;

/// <summary>Events that other replicas have not been told of, in the order they were stored.</summary>
internal sealed class StoredOutbox(StoreDatabase database, OutboxNews news)
{
    private const long DispatchLock = 0x486561644F757462;

    /// <summary>Within the transaction that stores what the events tell of; <see cref="Stored"/> after its commit.</summary>
    public static Task AddAsync(IReadOnlyList<ReplicaEvent> events, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        var batch = new ColumnBatch<ReplicaEvent>(events)
            .Column(NpgsqlDbType.Bigint, static e => e.Id)
            .Column(NpgsqlDbType.Text, static e => e.Kind)
            .Column(NpgsqlDbType.Text, static e => e.Namespace)
            .Column(NpgsqlDbType.Text, static e => e.Name)
            .Column(NpgsqlDbType.Bytea, static e => e.Body);
        return batch.ExecuteAsync(
            connection, transaction, $"INSERT INTO outbox (id, kind, namespace, name, body) SELECT * FROM unnest({batch.Placeholders})", ct);
    }

    public void Stored() => news.Stored();

    /// <summary>Sends the oldest and removes them; where sending throws they stay.</summary>
    /// <returns>How many were sent: none when another replica is at it, or there is no database now.</returns>
    public Task<int> TakeAsync(int limit, Func<IReadOnlyList<ReplicaEvent>, CancellationToken, Task> send, CancellationToken ct) =>
        database.TryAsync(
            async token =>
            {
                await using var connection = await database.Source.OpenConnectionAsync(token);
                await using var transaction = await connection.BeginTransactionAsync(token);
                var events = await TakeAsync(limit, connection, transaction, token);
                if (events.Count > 0)
                {
                    await send(events, token);
                    await transaction.CommitAsync(token);
                }

                return events.Count;
            },
            fallback: 0,
            ct);

    public Task<bool> MeasureAsync(MessageInstruments instruments, CancellationToken ct) =>
        database.TryAsync(
            async token =>
            {
                await using var command = database.Source.CreateCommand("SELECT count(*), coalesce(min(id), 0) FROM outbox");
                await using var reader = await command.ExecuteReaderAsync(token);
                await reader.ReadAsync(token);
                instruments.SetOutbox(reader.GetInt64(0), reader.GetInt64(1));
                return true;
            },
            fallback: false,
            ct);

    public async Task ExpireAsync(long beforeId, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand("DELETE FROM outbox WHERE id < $1");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = beforeId });
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<List<ReplicaEvent>> TakeAsync(int limit, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        // Held by the transaction: a replica that dies while it sends lets the next one have the rows.
        await using (var free = new NpgsqlCommand($"SELECT pg_try_advisory_xact_lock({DispatchLock})", connection, transaction))
        {
            if (await free.ExecuteScalarAsync(ct) is not true)
            {
                return [];
            }
        }

        const string Sql = """
            WITH taken AS (
                DELETE FROM outbox WHERE sequence IN (SELECT sequence FROM outbox ORDER BY sequence LIMIT $1)
                RETURNING sequence, id, kind, namespace, name, body)
            SELECT id, kind, namespace, name, body FROM taken ORDER BY sequence
            """;
        await using var command = new NpgsqlCommand(Sql, connection, transaction);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var events = new List<ReplicaEvent>();
        while (await reader.ReadAsync(ct))
        {
            events.Add(new ReplicaEvent(
                reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetFieldValue<byte[]>(4)));
        }

        return events;
    }
}

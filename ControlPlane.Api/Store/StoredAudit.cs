using Headroom.ControlPlane.Api.Audit;
using Npgsql;
using NpgsqlTypes;

namespace Headroom.ControlPlane.Api.Store;

/// <summary>The audit's rows: appended and read, never changed.</summary>
internal sealed class StoredAudit(StoreDatabase database)
{
    /// <returns>False while there is no database.</returns>
    public Task<bool> WriteAsync(IReadOnlyList<AuditEntry> entries, CancellationToken ct) =>
        database.TryAsync(token => InsertAsync(entries, token), fallback: false, ct);

    /// <returns>Newest first; null while there is no database.</returns>
    public Task<IReadOnlyList<AuditEntry>?> ReadAsync(AuditQuery query, CancellationToken ct) =>
        database.TryAsync<IReadOnlyList<AuditEntry>?>(async token => await SelectAsync(query, token), fallback: null, ct);

    public async Task<int> ExpireAsync(DateTimeOffset before, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand("DELETE FROM audit WHERE at < $1");
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = before.UtcDateTime });
        return await command.ExecuteNonQueryAsync(ct);
    }

    private async Task<bool> InsertAsync(IReadOnlyList<AuditEntry> entries, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var batch = new ColumnBatch<AuditEntry>(entries)
            .Column(NpgsqlDbType.Bigint, static e => e.Id)
            .Column(NpgsqlDbType.TimestampTz, static e => e.Time.UtcDateTime)
            .Column(NpgsqlDbType.Text, static e => e.Actor)
            .Column(NpgsqlDbType.Text, static e => e.Action)
            .Column(NpgsqlDbType.Text, static e => e.Kind)
            .Column(NpgsqlDbType.Text, static e => e.Namespace)
            .Column(NpgsqlDbType.Text, static e => e.Name)
            .Column(NpgsqlDbType.Boolean, static e => e.IsApplied)
            .Column(NpgsqlDbType.Text, static e => e.Message);

        // A commit whose answer was lost is written again, to no effect.
        await batch.ExecuteAsync(
            connection, transaction,
            $"INSERT INTO audit (id, at, actor, action, kind, namespace, name, is_applied, message) SELECT * FROM unnest({batch.Placeholders}) ON CONFLICT DO NOTHING",
            ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    private async Task<List<AuditEntry>> SelectAsync(AuditQuery query, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand("");
        var conditions = new List<string>();
        void Where(string condition, NpgsqlParameter value)
        {
            command.Parameters.Add(value);
            conditions.Add($"{condition} ${command.Parameters.Count}");
        }

        Where("id <", new NpgsqlParameter<long> { TypedValue = query.Before });
        foreach (var (condition, time) in new[] { ("at >=", query.From), ("at <", query.Until) })
        {
            if (time is { } bound)
            {
                Where(condition, new NpgsqlParameter<DateTime> { TypedValue = bound.UtcDateTime });
            }
        }

        foreach (var (column, word) in new[] { ("actor", query.Actor), ("action", query.Action), ("kind", query.Kind), ("namespace", query.Namespace), ("name", query.Name) })
        {
            if (word is not null)
            {
                Where($"{column} =", new NpgsqlParameter<string> { TypedValue = word });
            }
        }

        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = query.Limit });
        command.CommandText =
            $"SELECT id, at, actor, action, kind, namespace, name, is_applied, message FROM audit WHERE {string.Join(" AND ", conditions)} ORDER BY id DESC LIMIT ${command.Parameters.Count}";
        var entries = new List<AuditEntry>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            entries.Add(new AuditEntry(
                reader.GetInt64(0), new DateTimeOffset(reader.GetDateTime(1)), reader.GetString(2), reader.GetString(3), reader.GetString(4),
                reader.GetString(5), reader.GetString(6), reader.GetBoolean(7), reader.GetString(8)));
        }

        return entries;
    }
}

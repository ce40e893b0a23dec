using System.Text;
using Headroom.Operators.Decisions;
using NpgsqlTypes;

namespace Headroom.ControlPlane.Api.Store;

/// <summary>What autoscalers have learned, by uid.</summary>
internal sealed class StoredLearned(StoreDatabase database, TimeProvider time) : ILearnedStates
{
    public Task<byte[]?> ReadAsync(string uid, CancellationToken ct) =>
        database.TryFirstAsync<byte[]?>(token => SelectAsync(uid, token), fallback: null, ct);

    public Task<bool> WriteAsync(IReadOnlyList<(string Uid, byte[] State)> states, CancellationToken ct) =>
        database.TryAsync(token => UpsertAsync(states, token), fallback: false, ct);

    /// <summary>Deletes what belongs to autoscalers that were last seen before this.</summary>
    public async Task<int> ExpireAsync(DateTimeOffset before, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand("DELETE FROM learned WHERE saved < $1");
        command.Parameters.Add(new Npgsql.NpgsqlParameter<DateTime> { TypedValue = before.UtcDateTime });
        return await command.ExecuteNonQueryAsync(ct);
    }

    private async Task<byte[]?> SelectAsync(string uid, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand("SELECT state::text FROM learned WHERE uid = $1");
        command.Parameters.Add(new Npgsql.NpgsqlParameter<string> { TypedValue = uid });
        return await command.ExecuteScalarAsync(ct) is string text ? Encoding.UTF8.GetBytes(text) : null;
    }

    private async Task<bool> UpsertAsync(IReadOnlyList<(string Uid, byte[] State)> states, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var now = time.GetUtcNow().UtcDateTime;
        var batch = new ColumnBatch<(string Uid, byte[] State)>(states)
            .Column(NpgsqlDbType.TimestampTz, _ => now)
            .Column(NpgsqlDbType.Text, static s => s.Uid)
            .Column(NpgsqlDbType.Jsonb, static s => Encoding.UTF8.GetString(s.State));
        await batch.ExecuteAsync(
            connection,
            transaction,
            $"""
            INSERT INTO learned (saved, uid, state) SELECT * FROM unnest({batch.Placeholders})
            ON CONFLICT (uid) DO UPDATE SET saved = excluded.saved, state = excluded.state
            """,
            ct);
        await transaction.CommitAsync(ct);
        return true;
    }
}

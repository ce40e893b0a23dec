using Headroom.Operators.Decisions;
using Npgsql;
using NpgsqlTypes;

namespace Headroom.ControlPlane.Api.Store;

/// <summary>Fitted forecasts, by uid.</summary>
internal sealed class StoredModels(StoreDatabase database, TimeProvider time) : IForecastModels
{
    public Task<StoredModel?> ReadAsync(string uid, CancellationToken ct) =>
        database.TryFirstAsync(token => SelectAsync(uid, token), fallback: null, ct);

    public Task<bool> WriteAsync(IReadOnlyList<StoredModel> models, CancellationToken ct) =>
        database.TryAsync(token => UpsertAsync(models, token), fallback: false, ct);

    /// <summary>Deletes what belongs to autoscalers that were last fitted before this, wall clock.</summary>
    public async Task<int> ExpireAsync(DateTimeOffset before, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand("DELETE FROM models WHERE saved < $1");
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = before.UtcDateTime });
        return await command.ExecuteNonQueryAsync(ct);
    }

    private async Task<StoredModel?> SelectAsync(string uid, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand("SELECT fitted_for, fitted_at, image FROM models WHERE uid = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = uid });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new StoredModel(uid, reader.GetString(0), new DateTimeOffset(reader.GetDateTime(1)), reader.GetFieldValue<byte[]>(2))
            : null;
    }

    private async Task<bool> UpsertAsync(IReadOnlyList<StoredModel> models, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var now = time.GetUtcNow().UtcDateTime;
        var batch = new ColumnBatch<StoredModel>(models)
            .Column(NpgsqlDbType.TimestampTz, _ => now)
            .Column(NpgsqlDbType.Text, static m => m.Uid)
            .Column(NpgsqlDbType.Text, static m => m.FittedFor)
            .Column(NpgsqlDbType.TimestampTz, static m => m.FittedAt.UtcDateTime)
            .Column(NpgsqlDbType.Bytea, static m => m.Image);
        await batch.ExecuteAsync(
            connection,
            transaction,
            $"""
            INSERT INTO models (saved, uid, fitted_for, fitted_at, image) SELECT * FROM unnest({batch.Placeholders})
            ON CONFLICT (uid) DO UPDATE SET
                saved = excluded.saved, fitted_for = excluded.fitted_for, fitted_at = excluded.fitted_at, image = excluded.image
            """,
            ct);
        await transaction.CommitAsync(ct);
        return true;
    }
}

using Headroom.ControlPlane.Api.Energy;
using Headroom.Operators.Power.Energy;
using Npgsql;
using NpgsqlTypes;

namespace Headroom.ControlPlane.Api.Store;

/// <summary>
/// Energy by hour. Adding is not idempotent: a commit whose answer was lost is added twice, at most one minute per outage.
/// </summary>
internal sealed class StoredEnergy(StoreDatabase database) : IEnergyStore
{
    public Task<bool> AddAsync(IReadOnlyList<KeyValuePair<EnergyKey, long>> millijoules, CancellationToken ct) =>
        database.TryAsync(token => UpsertAsync(millijoules, token), fallback: false, ct);

    /// <returns>Sums, largest first; null while there is no database.</returns>
    public Task<IReadOnlyList<EnergySum>?> SumAsync(EnergyQuery query, CancellationToken ct) =>
        database.TryAsync<IReadOnlyList<EnergySum>?>(async token => await SelectAsync(query, token), fallback: null, ct);

    public async Task<int> ExpireAsync(DateTimeOffset before, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand("DELETE FROM energy WHERE hour < $1");
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = before.UtcDateTime });
        return await command.ExecuteNonQueryAsync(ct);
    }

    private async Task<bool> UpsertAsync(IReadOnlyList<KeyValuePair<EnergyKey, long>> millijoules, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var batch = new ColumnBatch<KeyValuePair<EnergyKey, long>>(millijoules)
            .Column(NpgsqlDbType.TimestampTz, static e => e.Key.Hour.UtcDateTime)
            .Column(NpgsqlDbType.Bigint, static e => e.Value)
            .Column(NpgsqlDbType.Text, static e => e.Key.Node)
            .Column(NpgsqlDbType.Text, static e => e.Key.Namespace)
            .Column(NpgsqlDbType.Text, static e => e.Key.Pod);
        await batch.ExecuteAsync(
            connection,
            transaction,
            $"""
            INSERT INTO energy AS e (hour, millijoules, node, namespace, pod) SELECT * FROM unnest({batch.Placeholders})
            ON CONFLICT (hour, node, namespace, pod) DO UPDATE SET millijoules = e.millijoules + excluded.millijoules
            """,
            ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    private async Task<List<EnergySum>> SelectAsync(EnergyQuery query, CancellationToken ct)
    {
        var name = query.By switch
        {
            EnergyGrouping.Node => "node",
            EnergyGrouping.Pod => "CASE WHEN pod = '' THEN '' ELSE namespace || '/' || pod END",
            EnergyGrouping.Hour => "to_char(hour AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')",
            _ => "namespace",
        };
        await using var command = database.Source.CreateCommand(
            $"""
            SELECT {name} AS name, sum(millijoules)::bigint FROM energy WHERE hour >= $1 AND hour < $2
            GROUP BY name ORDER BY {(query.By == EnergyGrouping.Hour ? "name" : "2 DESC, name")} LIMIT $3
            """);
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = query.From.UtcDateTime });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = query.To.UtcDateTime });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = query.Limit });
        var sums = new List<EnergySum>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            sums.Add(new EnergySum(reader.GetString(0), reader.GetInt64(1)));
        }

        return sums;
    }
}

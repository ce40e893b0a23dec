using Npgsql;

namespace Headroom.Bench.Failover;

/// <summary>What the database says was decided.</summary>
internal sealed class EventHistory(string connection)
{
    /// <returns>Ids of the event log after one, in order.</returns>
    public async Task<IReadOnlyList<long>> IdsAsync(long after, CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(connection + ";Pooling=false");
        await using var command = source.CreateCommand("SELECT id FROM events WHERE id > $1 ORDER BY id");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var ids = new List<long>();
        while (await reader.ReadAsync(ct))
        {
            ids.Add(reader.GetInt64(0));
        }

        return ids;
    }

    /// <returns>How often each count of each autoscaler was applied.</returns>
    public async Task<IReadOnlyDictionary<(string Name, int Replicas), int>> AppliedAsync(CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(connection + ";Pooling=false");
        await using var command = source.CreateCommand(
            "SELECT a.name, d.desired, count(*)::integer FROM decisions d JOIN autoscalers a ON a.id = d.autoscaler_id WHERE d.applied GROUP BY 1, 2");
        await using var reader = await command.ExecuteReaderAsync(ct);
        var applied = new Dictionary<(string, int), int>();
        while (await reader.ReadAsync(ct))
        {
            applied[(reader.GetString(0), reader.GetInt32(1))] = reader.GetInt32(2);
        }

        return applied;
    }

    public async Task<long> WaitingAsync(CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(connection + ";Pooling=false");
        await using var command = source.CreateCommand("SELECT count(*) FROM outbox");
        return (long)(await command.ExecuteScalarAsync(ct) ?? 0L);
    }
}

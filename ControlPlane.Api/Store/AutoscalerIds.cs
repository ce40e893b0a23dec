using Headroom.Operators.Decisions;
using Npgsql;
using NpgsqlTypes;

namespace Headroom.ControlPlane.Api.Store;

/// <summary>The 4-byte id of each autoscaler's incarnation, remembered; used by the journal's writer alone.</summary>
internal sealed class AutoscalerIds
{
    private const int MaxRemembered = 50_000;

    private readonly Lock _lock = new();
    private Dictionary<(AutoscalerKey Key, string Uid), int> _ids = [];

    /// <summary>The database may be another one than before.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _ids = [];
        }
    }

    public async Task<IReadOnlyList<int>> ResolveAsync(
        NpgsqlConnection connection, IReadOnlyList<(AutoscalerKey Key, string Uid)> autoscalers, CancellationToken ct)
    {
        var known = Current();
        var missing = autoscalers.Where(a => !known.ContainsKey(a)).Distinct().ToList();
        if (missing.Count > 0)
        {
            await LearnAsync(connection, missing, known, ct);
        }

        return [.. autoscalers.Select(a => known[a])];
    }

    private Dictionary<(AutoscalerKey Key, string Uid), int> Current()
    {
        lock (_lock)
        {
            if (_ids.Count > MaxRemembered)
            {
                _ids = [];
            }

            return _ids;
        }
    }

    private static async Task LearnAsync(
        NpgsqlConnection connection,
        List<(AutoscalerKey Key, string Uid)> missing,
        Dictionary<(AutoscalerKey Key, string Uid), int> known,
        CancellationToken ct)
    {
        const string Sql = """
            INSERT INTO autoscalers (namespace, name, uid) SELECT * FROM unnest($1, $2, $3) ON CONFLICT DO NOTHING;
            """;
        const string Read = """
            SELECT a.id, a.namespace, a.name, a.uid FROM autoscalers a
            JOIN unnest($1, $2, $3) AS w (namespace, name, uid) USING (namespace, name, uid);
            """;
        await using var batch = new NpgsqlBatch(connection);
        foreach (string sql in (string[])[Sql, Read])
        {
            var command = new NpgsqlBatchCommand(sql);
            AddTexts(command, missing.Select(static m => m.Key.Namespace));
            AddTexts(command, missing.Select(static m => m.Key.Name));
            AddTexts(command, missing.Select(static m => m.Uid));
            batch.BatchCommands.Add(command);
        }

        await using var reader = await batch.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            known[(new AutoscalerKey(reader.GetString(1), reader.GetString(2)), reader.GetString(3))] = reader.GetInt32(0);
        }
    }

    private static void AddTexts(NpgsqlBatchCommand command, IEnumerable<string> values) =>
        command.Parameters.Add(new NpgsqlParameter { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
}

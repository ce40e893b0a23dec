using Npgsql;
using NpgsqlTypes;

namespace Headroom.ControlPlane.Api.Store;

/// <summary>
/// Rows as one array per column, for INSERT … SELECT FROM unnest: as few round trips as COPY, and ON CONFLICT may follow,
/// which makes a repeated write harmless.
/// </summary>
internal sealed class ColumnBatch<T>(IReadOnlyList<T> rows)
{
    private readonly List<NpgsqlParameter> _columns = [];

    /// <summary>Parameters $1 … $n, in the order of the columns.</summary>
    public string Placeholders => string.Join(", ", Enumerable.Range(1, _columns.Count).Select(static i => $"${i}"));

    public ColumnBatch<T> Column<TValue>(NpgsqlDbType type, Func<T, TValue> value)
    {
        _columns.Add(new NpgsqlParameter { Value = rows.Select(value).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type });
        return this;
    }

    public async Task ExecuteAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        foreach (var column in _columns)
        {
            command.Parameters.Add(column);
        }

        await command.ExecuteNonQueryAsync(ct);
    }

    /// <returns>The first column: numbers of rows, from 1, as WITH ORDINALITY counts them.</returns>
    public async Task<IReadOnlyList<int>> ReadIndexesAsync(NpgsqlDataSource source, string sql, CancellationToken ct)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var column in _columns)
        {
            command.Parameters.Add(column);
        }

        var indexes = new List<int>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            indexes.Add((int)reader.GetInt64(0));
        }

        return indexes;
    }
}

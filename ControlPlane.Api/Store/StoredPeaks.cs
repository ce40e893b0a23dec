using Npgsql;

namespace Headroom.ControlPlane.Api.Store;

/// <summary>The highest demand of each autoscaler, from the roll-ups.</summary>
/// <remarks>A thousand autoscalers have 672,000 roll-ups a week: read once in five minutes at most, for all who ask.</remarks>
internal sealed class StoredPeaks(StoreDatabase database, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);
    private static readonly IReadOnlyDictionary<string, double> None = new Dictionary<string, double>();

    private readonly SemaphoreSlim _one = new(1);
    private (long ReadAt, IReadOnlyDictionary<string, double> Peaks)? _last;

    /// <returns>By the autoscaler's uid; empty while there is no database.</returns>
    public async Task<IReadOnlyDictionary<string, double>> SinceAsync(DateTimeOffset since, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            if (_last is { } last && time.GetElapsedTime(last.ReadAt) < Lifetime)
            {
                return last.Peaks;
            }

            var peaks = await database.TryAsync(token => SelectAsync(since, token), fallback: None, ct);
            // Nothing yet may be something soon.
            _last = peaks.Count > 0 ? (time.GetTimestamp(), peaks) : null;
            return peaks;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<IReadOnlyDictionary<string, double>> SelectAsync(DateTimeOffset since, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            """
            SELECT a.uid, max(r.demand_max)::double precision FROM rollups r JOIN autoscalers a ON a.id = r.autoscaler_id
            WHERE r.start >= $1 AND r.demand_max IS NOT NULL GROUP BY a.uid
            """);
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = since.UtcDateTime });
        var peaks = new Dictionary<string, double>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            peaks[reader.GetString(0)] = reader.GetDouble(1);
        }

        return peaks;
    }
}

using System.Collections.Frozen;
using System.Globalization;
using Headroom.ControlPlane.Api.Journal;
using Npgsql;

namespace Headroom.ControlPlane.Api.Store;

/// <summary>
/// Creates partitions ahead and drops them whole. Decisions and events are by day of their id (wall clock); roll-ups are
/// by month of the decision clock, which a replay may run anywhere.
/// </summary>
internal sealed class StorePartitions(StoreDatabase database)
{
    /// <summary>Days ahead that have a partition: a scheduler that is away for two nights loses nothing.</summary>
    public const int DaysAhead = 3;

    private const long PartitionLock = 0x4861727469746E73;
    private static readonly string[] DailyTables = ["decisions", "events"];

    // Days known to be there, so that a write asks the database only at midnight. Replaced whole: readers need no lock.
    private volatile FrozenSet<DateTime> _days = [];

    /// <summary>Today's partitions and those of the days ahead. Idempotent.</summary>
    public Task EnsureAsync(DateTimeOffset now, CancellationToken ct)
    {
        var today = now.UtcDateTime.Date;
        return CreateDaysAsync([.. Enumerable.Range(0, DaysAhead + 1).Select(day => today.AddDays(day))], ct);
    }

    /// <summary>The days of these ids: a backlog may be older than today, and the job that looks ahead may not have run.</summary>
    public async Task CoverAsync(IEnumerable<long> ids, CancellationToken ct)
    {
        var known = _days;
        var missing = ids.Select(static id => EventIds.ToTime(id).UtcDateTime.Date).Distinct().Where(d => !known.Contains(d)).ToList();
        if (missing.Count > 0)
        {
            await CreateDaysAsync(missing, ct);
        }
    }

    /// <summary>The database may be another one than before.</summary>
    public void Forget() => _days = [];

    /// <summary>The months of these roll-ups. Idempotent.</summary>
    public Task EnsureMonthsAsync(IEnumerable<DateTimeOffset> starts, CancellationToken ct) =>
        RunLockedAsync(starts.Select(static s => new DateTime(s.UtcDateTime.Year, s.UtcDateTime.Month, 1)).Distinct().Select(CreateMonth), ct);

    /// <summary>Drops the partitions of a table whose last moment is before <paramref name="cutoff"/>. Idempotent.</summary>
    /// <returns>The partitions dropped.</returns>
    public async Task<IReadOnlyList<string>> DropBeforeAsync(string table, DateTimeOffset cutoff, CancellationToken ct)
    {
        var expired = (await ListAsync(table, ct)).Where(p => EndOf(p) <= cutoff.UtcDateTime).ToList();
        await RunLockedAsync(expired.Select(static p => $"DROP TABLE IF EXISTS {p}"), ct);
        return expired;
    }

    public async Task<IReadOnlyList<string>> ListAsync(string table, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = $1::regclass ORDER BY 1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = table });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var names = new List<string>();
        while (await reader.ReadAsync(ct))
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    private async Task CreateDaysAsync(List<DateTime> days, CancellationToken ct)
    {
        await RunLockedAsync(days.SelectMany(static day => DailyTables.Select(table => CreateDay(table, day))), ct);
        _days = _days.Concat(days).ToFrozenSet();
    }

    private static string CreateDay(string table, DateTime day) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"CREATE TABLE IF NOT EXISTS {table}_{day:yyyyMMdd} PARTITION OF {table} FOR VALUES FROM ({IdAt(day)}) TO ({IdAt(day.AddDays(1))})");

    private static string CreateMonth(DateTime month) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"CREATE TABLE IF NOT EXISTS rollups_{month:yyyyMM} PARTITION OF rollups FOR VALUES FROM ('{month:yyyy-MM-dd}Z') TO ('{month.AddMonths(1):yyyy-MM-dd}Z')");

    private static long IdAt(DateTime day) => EventIds.FromTime(new DateTimeOffset(day, TimeSpan.Zero));

    private static DateTime EndOf(string partition)
    {
        string suffix = partition[(partition.LastIndexOf('_') + 1)..];
        return suffix.Length == 8
            ? DateTime.ParseExact(suffix, "yyyyMMdd", CultureInfo.InvariantCulture).AddDays(1)
            : DateTime.ParseExact(suffix, "yyyyMM", CultureInfo.InvariantCulture).AddMonths(1);
    }

    // "IF NOT EXISTS" still fails when two sessions create the same table at once.
    private async Task RunLockedAsync(IEnumerable<string> statements, CancellationToken ct)
    {
        string sql = string.Join(";\n", statements);
        if (sql.Length == 0)
        {
            return;
        }

        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var command = new NpgsqlCommand($"SELECT pg_advisory_xact_lock({PartitionLock});\n{sql}", connection, transaction);
        await command.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }
}

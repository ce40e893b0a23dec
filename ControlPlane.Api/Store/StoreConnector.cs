using Headroom.ControlPlane.Api.Journal;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Headroom.ControlPlane.Api.Store;

/// <summary>Connects, migrates, watches, and begins again when the database was lost.</summary>
/// <remarks>
/// <code>
/// state        event                     next
/// away         attempt failed            away, wait (doubling up to MaxBackoff, ±20%)
/// away         attempt succeeded         available: migrated, partitions there, ids continue
/// available    check or work failed      away, first attempt at once
/// </code>
/// </remarks>
internal sealed partial class StoreConnector(
    StoreDatabase database,
    StoreState state,
    StorePartitions partitions,
    AutoscalerIds autoscalers,
    EventIds ids,
    IOptions<StoreOptions> options,
    TimeProvider time,
    ILogger<StoreConnector> logger) : BackgroundService
{
    private const long MigrationLock = 0x48656164726F6F6D; // "Headroom": one replica migrates, the others wait.
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (database.ConnectionString is null)
        {
            LogNone(logger);
            return;
        }

        var backoff = FirstBackoff;
        while (!stoppingToken.IsCancellationRequested)
        {
            if (await TryConnectAsync(stoppingToken))
            {
                backoff = FirstBackoff;
                await WatchAsync(stoppingToken);
                continue;
            }

            await Task.Delay(Jittered(backoff), time, stoppingToken);
            backoff = backoff * 2 < options.Value.MaxBackoff ? backoff * 2 : options.Value.MaxBackoff;
        }
    }

    // Spread, so that replicas that lost the database together do not return together.
    private static TimeSpan Jittered(TimeSpan wait) => wait * (0.8 + (0.4 * Random.Shared.NextDouble()));

    private async Task<bool> TryConnectAsync(CancellationToken ct)
    {
        try
        {
            database.Source.Clear(); // Pooled connections of a server that restarted are dead.
            await using var connection = await database.Source.OpenConnectionAsync(ct);
            await LockAsync(connection, ct);
            await using (var context = database.CreateContext())
            {
                await context.Database.MigrateAsync(ct);
            }

            partitions.Forget();
            await partitions.EnsureAsync(time.GetUtcNow(), ct);
            autoscalers.Forget();
            ids.ContinueAfter(await NewestIdAsync(connection, ct));
            await connection.CloseAsync();
            state.SetAvailable();
            LogConnected(logger);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            // Whatever is wrong with the store, the control plane runs on, and says what is wrong.
            string reason = StoreFailure.Describe(e);
            if (state.Detail != "unavailable: " + reason)
            {
                LogUnavailable(logger, reason);
            }

            state.SetUnavailable(reason);
            return false;
        }
    }

    private async Task WatchAsync(CancellationToken ct)
    {
        while (state.IsAvailable)
        {
            var changed = state.Changed;
            await Task.WhenAny(changed, Task.Delay(options.Value.CheckPeriod, time, ct));
            ct.ThrowIfCancellationRequested();
            await database.TryAsync(CheckAsync, fallback: false, ct);
        }
    }

    private async Task<bool> CheckAsync(CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand("SELECT 1");
        await command.ExecuteNonQueryAsync(ct);
        return true;
    }

    // Held by this session, so a replica that dies while migrating releases it.
    private static async Task LockAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT pg_advisory_lock($1)", connection) { CommandTimeout = 120 };
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = MigrationLock });
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<long> NewestIdAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT coalesce(max(id), 0) FROM events", connection);
        return (long)(await command.ExecuteScalarAsync(ct) ?? 0L);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "No database is configured: decisions are kept in memory only")]
    private static partial void LogNone(ILogger logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "The database is connected and migrated")]
    private static partial void LogConnected(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database cannot be used: {Reason}. Decisions go on in memory")]
    private static partial void LogUnavailable(ILogger logger, string reason);
}

using Headroom.ControlPlane.Api.About;
using Headroom.ControlPlane.Api.Journal;
using Headroom.ControlPlane.Api.Store;
using Microsoft.Extensions.Options;

namespace Headroom.ControlPlane.Api.Jobs;

/// <summary>Makes the partitions of the days ahead and drops those past their retention. Idempotent.</summary>
internal sealed partial class RetentionPolicy(
    StorePartitions partitions,
    StoreDatabase database,
    StoredLearned learned,
    StoredModels models,
    StoredEnergy energy,
    StoredServerless serverless,
    StoredOutbox outbox,
    StoredAudit audit,
    FolderModels files,
    IDecisionClock clock,
    IOptions<StoreOptions> options,
    TimeProvider time,
    ILogger<RetentionPolicy> logger)
{
    public Task<bool> PrepareAsync(CancellationToken ct) =>
        database.TryAsync(
            async token =>
            {
                await partitions.EnsureAsync(time.GetUtcNow(), token);
                return true;
            },
            fallback: false,
            ct);

    public Task<bool> ExpireAsync(CancellationToken ct)
    {
        if (options.Value.ModelFolder is { Length: > 0 })
        {
            files.Expire(time.GetUtcNow() - options.Value.DecisionRetention);
        }

        return ExpireRowsAsync(ct);
    }

    private Task<bool> ExpireRowsAsync(CancellationToken ct) =>
        database.TryAsync(
            async token =>
            {
                var now = time.GetUtcNow();
                await DropAsync("decisions", now - options.Value.DecisionRetention, token);
                // An autoscaler that lives is saved every few minutes.
                await learned.ExpireAsync(now - options.Value.DecisionRetention, token);
                await models.ExpireAsync(now - options.Value.DecisionRetention, token);
                await serverless.ExpireAsync(now - options.Value.DecisionRetention, token);
                await energy.ExpireAsync(now - options.Value.RollupRetention, token);
                await audit.ExpireAsync(now - options.Value.AuditRetention, token);
                await DropAsync("events", now - options.Value.EventRetention, token);
                await outbox.ExpireAsync(EventIds.FromTime(now - options.Value.EventRetention), token);

                // Roll-ups are dated on the decision clock; a replay of the past must not lose them the same night.
                var decisionNow = clock.Now < now ? clock.Now : now;
                await DropAsync("rollups", decisionNow - options.Value.RollupRetention, token);
                return true;
            },
            fallback: false,
            ct);

    private async Task DropAsync(string table, DateTimeOffset cutoff, CancellationToken ct)
    {
        var dropped = await partitions.DropBeforeAsync(table, cutoff, ct);
        if (dropped.Count > 0)
        {
            LogDropped(logger, dropped.Count, table, cutoff);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Dropped {Count} partitions of {Table} that end before {Cutoff}")]
    private static partial void LogDropped(ILogger logger, int count, string table, DateTimeOffset cutoff);
}

using Headroom.ControlPlane.Api.Decisions;
using Headroom.ControlPlane.Api.Store.Schema;
using Headroom.Operators.Decisions;
using Microsoft.EntityFrameworkCore;

namespace Headroom.ControlPlane.Api.Store;

/// <summary>The event log, for streams that resume.</summary>
internal sealed class StoredEvents(StoreDatabase database)
{
    /// <returns>Decisions after an event id, oldest first; null when there is no database now.</returns>
    public Task<IReadOnlyList<RecordedDecision>?> AfterAsync(long id, string? ns, string? name, int limit, CancellationToken ct) =>
        database.TryAsync<IReadOnlyList<RecordedDecision>?>(
            async token =>
            {
                await using var context = database.CreateContext();
                var rows = await Query(context, id, ns, name).OrderBy(static r => r.Decision.Id).Take(limit).ToListAsync(token);
                return [.. rows.Select(ToRecorded)];
            },
            null,
            ct);

    /// <returns>The newest decisions after an event id, oldest first; null when there is no database now.</returns>
    public Task<IReadOnlyList<RecordedDecision>?> NewestAsync(long id, int limit, CancellationToken ct) =>
        database.TryAsync<IReadOnlyList<RecordedDecision>?>(
            async token =>
            {
                await using var context = database.CreateContext();
                var rows = await Query(context, id, null, null).OrderByDescending(static r => r.Decision.Id).Take(limit).ToListAsync(token);
                return [.. rows.AsEnumerable().Reverse().Select(ToRecorded)];
            },
            null,
            ct);

    private static RecordedDecision ToRecorded(StoredEvent stored) => DecisionRowMapping.ToRecorded(
        stored.Decision, new AutoscalerKey(stored.Autoscaler.Namespace, stored.Autoscaler.Name), stored.Autoscaler.Uid);

    // The second bound on the id is implied by the join; it lets the planner skip partitions of decisions too.
    private static IQueryable<StoredEvent> Query(StoreContext context, long id, string? ns, string? name) =>
        from e in context.Events.AsNoTracking()
        join d in context.Decisions.AsNoTracking() on new { e.AutoscalerId, e.Id } equals new { AutoscalerId = (int?)d.AutoscalerId, d.Id }
        join a in context.Autoscalers.AsNoTracking() on d.AutoscalerId equals a.Id
        where e.Id > id && d.Id > id && e.Kind == EventRow.DecisionKind
            && (ns == null || a.Namespace == ns) && (name == null || a.Name == name)
        select new StoredEvent { Decision = d, Autoscaler = a };
}

using Headroom.ControlPlane.Api.Store;

namespace Headroom.ControlPlane.Api.Audit;

/// <summary>Entries from the database, completed by what is only in memory yet.</summary>
internal sealed class AuditHistory(AuditTrail trail, StoredAudit stored)
{
    public async Task<AuditPage> ReadAsync(AuditQuery query, CancellationToken ct)
    {
        // One more than asked for tells whether there is a next page.
        var more = query with { Limit = query.Limit + 1 };
        var inStore = await stored.ReadAsync(more, ct);
        var found = trail.Recent(more).Concat(inStore ?? []).DistinctBy(static e => (e.Id, e.Kind, e.Namespace, e.Name, e.Action)).OrderByDescending(static e => e.Id).Take(more.Limit).ToList();
        return new AuditPage(
            [.. found.Take(query.Limit).Select(static e => new AuditItem(
                $"{e.Id}", e.Time, e.Actor, e.Action, e.Kind, e.Namespace, e.Name, e.IsApplied, e.Message))],
            found.Count > query.Limit ? $"{found[query.Limit - 1].Id}" : null,
            inStore is not null);
    }
}

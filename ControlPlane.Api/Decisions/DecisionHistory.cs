using Headroom.ControlPlane.Api.Store;
using Headroom.Operators.Decisions;

namespace Headroom.ControlPlane.Api.Decisions;

/// <summary>Past decisions from the database where there is one, completed by what is only in memory yet.</summary>
internal sealed class DecisionHistory(RecentDecisions recent, StoredDecisions stored)
{
    /// <param name="key">The autoscaler.</param>
    /// <param name="uid">Its current incarnation: a recreated autoscaler starts a new history.</param>
    /// <param name="before">Only ids below this one.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="ct">Ends the read.</param>
    /// <returns>Newest first.</returns>
    public async Task<IReadOnlyList<RecordedDecision>> ReadAsync(
        AutoscalerKey key, string uid, long before, int limit, CancellationToken ct)
    {
        var inMemory = recent.Read(key, uid, before, limit);
        var inStore = await stored.ReadAsync(key, uid, before, limit, ct);
        return inStore.Count == 0
            ? inMemory
            : [.. inMemory.Concat(inStore).DistinctBy(static d => d.Id).OrderByDescending(static d => d.Id).Take(limit)];
    }
}

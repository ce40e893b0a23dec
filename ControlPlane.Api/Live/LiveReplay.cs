using Headroom.ControlPlane.Api.Journal;
using Headroom.ControlPlane.Api.Store;

namespace Headroom.ControlPlane.Api.Live;

/// <summary>What a returning client missed: from memory where it reaches back far enough, else from the database.</summary>
internal sealed class LiveReplay(LiveHub hub, StoredEvents stored)
{
    /// <summary>More than this and reloading is cheaper than replaying; the client is told of the gap.</summary>
    public const int MaxEvents = 10_000;

    // Events of one replica come in the order of their ids, those of two need not: what a killed leader had decided may come after
    // newer events of the next. So a client gets the last of what it has again, and knows by the id what it has seen.
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(30);

    public async Task<(IReadOnlyList<LiveEvent> Events, bool IsComplete)> AfterAsync(
        long id, string? ns, string? name, CancellationToken ct)
    {
        var from = Math.Max(id - EventIds.Span(Overlap), 0);
        var (inMemory, reachesBack) = hub.After(from);
        var wanted = inMemory.Where(e => e.Matches(ns, name));
        if (reachesBack)
        {
            return ([.. wanted], true);
        }

        if (await stored.AfterAsync(from, ns, name, MaxEvents, ct) is not { } inStore)
        {
            return ([.. wanted], hub.After(id).IsComplete);
        }

        var all = inStore
            .Select(static d => new LiveEvent(DecisionMade.Of(d)))
            .Concat(wanted)
            .DistinctBy(static e => e.Id)
            .OrderBy(static e => e.Id)
            .ToList();
        return (all, inStore.Count < MaxEvents);
    }
}

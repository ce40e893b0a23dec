using Headroom.ControlPlane.Api.Store;

namespace Headroom.ControlPlane.Api.Live;

/// <summary>What a returning client missed: from memory where it reaches back far enough, else from the database.</summary>
internal sealed class LiveReplay(LiveHub hub, StoredEvents stored)
{
    /// <summary>More than this and reloading is cheaper than replaying; the client is told of the gap.</summary>
    public const int MaxEvents = 10_000;

    public async Task<(IReadOnlyList<LiveEvent> Events, bool IsComplete)> AfterAsync(
        long id, string? ns, string? name, CancellationToken ct)
    {
        var (inMemory, isComplete) = hub.After(id);
        var wanted = inMemory.Where(e => e.Matches(ns, name));
        if (isComplete)
        {
            return ([.. wanted], true);
        }

        if (await stored.AfterAsync(id, ns, name, MaxEvents, ct) is not { } inStore)
        {
            return ([.. wanted], false);
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

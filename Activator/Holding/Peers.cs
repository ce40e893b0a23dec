namespace Headroom.Activator.Holding;

/// <summary>The activators that serve the same routes.</summary>
/// <param name="Index">Of this one, from 0.</param>
/// <param name="Count">1 and up.</param>
internal sealed record Peers(int Index, int Count)
{
    public static Peers Alone { get; } = new(0, 1);

    /// <summary>This activator's part of a limit that all of them share.</summary>
    /// <param name="limit">Requests at a time on the replica; 0 for no limit.</param>
    /// <param name="replica">Of whom; who gets the rest of the division differs from replica to replica.</param>
    /// <returns>The parts of all activators sum to the limit; 0 where it has fewer places than there are activators.</returns>
    public int Share(int limit, int replica)
    {
        if (limit == 0)
        {
            return int.MaxValue;
        }

        var turn = (Index + replica) % Count;
        return limit / Count + (turn < limit % Count ? 1 : 0);
    }
}

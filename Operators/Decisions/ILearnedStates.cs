namespace Headroom.Operators.Decisions;

/// <summary>Where what an autoscaler has learned outlives the process. The control plane works without: it learns anew.</summary>
public interface ILearnedStates
{
    /// <param name="uid">The object's uid: a recreated autoscaler has learned nothing.</param>
    /// <param name="ct">Ends the wait for a store that is still connecting.</param>
    /// <returns>What was saved last, UTF-8 JSON; null when there is none or no store.</returns>
    Task<byte[]?> ReadAsync(string uid, CancellationToken ct);

    /// <summary>Replaces what was saved for these uids. False when there is no store now: they are offered again later.</summary>
    Task<bool> WriteAsync(IReadOnlyList<(string Uid, byte[] State)> states, CancellationToken ct);
}

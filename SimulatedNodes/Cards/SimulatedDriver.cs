using Headroom.Contracts.Power;
using Headroom.NodeAgent.Gpus;
using Headroom.Power.Models;

namespace Headroom.SimulatedNodes.Cards;

/// <summary>The driver of a simulated node, where the agent has NVML on a real one.</summary>
internal sealed class SimulatedDriver : IGpuDriver
{
    private readonly List<SimulatedCard> _cards;
    private readonly ServingLoad _load;
    private readonly Func<string, bool> _isHeld;
    private readonly TimeProvider _time;
    private readonly long _epoch;
    private TimeSpan? _lookedAt;

    /// <param name="folder">Where cards keep what they are set to.</param>
    /// <param name="load">The same for all nodes: bursts come to all at once.</param>
    /// <param name="isHeld">Whether a pod holds the card of that UUID.</param>
    /// <param name="epoch">Timestamp at which the load began.</param>
    public SimulatedDriver(string node, GpuModel gpu, int cards, string folder, ServingLoad load, Func<string, bool> isHeld, TimeProvider time, long epoch)
    {
        _cards = [.. Enumerable.Range(0, cards).Select(i => new SimulatedCard(gpu, UuidOf(node, i), (uint)i, Path.Combine(folder, $"card-{i}")))];
        (_load, _isHeld, _time, _epoch) = (load, isHeld, time, epoch);
    }

    public DriverState State => DriverState.Ready;

    public string Version => "simulated";

    public string? Problem => null;

    public static string UuidOf(string node, int card) => $"GPU-{node}-{card}";

    public IReadOnlyList<IGpuCard> Look()
    {
        var now = _time.GetElapsedTime(_epoch);
        var passed = (now - (_lookedAt ?? now)).TotalSeconds;
        var offered = _load.PrefillAt(now.TotalSeconds);
        _lookedAt = now;
        foreach (var card in _cards)
        {
            card.Look(_isHeld(card.Uuid) ? offered : null, passed);
        }

        return _cards;
    }

    public void Dispose()
    {
        // Nothing is open.
    }
}

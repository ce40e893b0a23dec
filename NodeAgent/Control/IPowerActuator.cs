using Headroom.Contracts.Power;

namespace Headroom.NodeAgent.Control;

/// <summary>The setters of the node's GPUs. False when the driver refuses; why is the implementation's to say.</summary>
internal interface IPowerActuator
{
    /// <param name="uuid">Of the GPU.</param>
    /// <param name="milliwatts">Wanted limit.</param>
    /// <param name="readBack">The limit the driver gives afterwards, which may differ.</param>
    bool TrySetLimit(string uuid, uint milliwatts, out uint readBack);

    bool TryLockClocks(string uuid, ClockRange clocks);

    bool TryUnlockClocks(string uuid);
}

using Headroom.Contracts.Power;
using Headroom.NodeAgent.Safety;

namespace Headroom.NodeAgent.Gpus;

/// <summary>One GPU of the node under one opening of its driver; after a restart of the driver there is a new one.</summary>
internal interface IGpuCard
{
    string Uuid { get; }

    LimitRange Range { get; }

    /// <summary>As of the last look. The energy is the driver's own counter; nothing of leases and safe limits is filled in.</summary>
    GpuReport Reading { get; }

    /// <summary>The core's share by process since the last look; empty where the driver cannot tell, as under MIG.</summary>
    IReadOnlyList<ProcessShare> Processes { get; }

    SetOutcome TrySetLimit(uint milliwatts);

    SetOutcome TryLockClocks(ClockRange clocks);

    SetOutcome TryUnlockClocks();

    /// <summary>The power limit now; null when it cannot be read.</summary>
    uint? ReadLimit();
}

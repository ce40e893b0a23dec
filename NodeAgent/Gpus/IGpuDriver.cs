using Headroom.Contracts.Power;

namespace Headroom.NodeAgent.Gpus;

/// <summary>The node's GPU driver, opened again whenever it went away.</summary>
internal interface IGpuDriver : IDisposable
{
    DriverState State { get; }

    /// <summary>Empty while it is not open.</summary>
    string Version { get; }

    /// <summary>What is wrong, for a person; null when nothing is.</summary>
    string? Problem { get; }

    /// <summary>Reads every GPU. Those that fell off the bus stay in the list as lost.</summary>
    IReadOnlyList<IGpuCard> Look();
}

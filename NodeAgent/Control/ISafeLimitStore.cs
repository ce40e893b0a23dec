using Headroom.NodeAgent.Safety;

namespace Headroom.NodeAgent.Control;

/// <summary>Where safe limits outlive the agent and the node's power.</summary>
internal interface ISafeLimitStore
{
    /// <summary>What was kept last; untrusted when that cannot be told.</summary>
    ClampEvent.Loaded Load();

    /// <summary>All of it or nothing, on the disk when this returns true.</summary>
    bool TryKeep(SafeLimits limits);
}

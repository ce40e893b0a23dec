namespace Headroom.Simulation.Workloads;

/// <summary>What calls a function.</summary>
public enum FunctionKind
{
    /// <summary>A timer.</summary>
    Timer,

    /// <summary>Users, queues and the like, at any time.</summary>
    Event,

    /// <summary>Another function, when it has ended.</summary>
    Workflow,
}

namespace Headroom.Activator.Holding;

/// <summary>Why the gate let a request go without a replica.</summary>
internal enum Refusal
{
    /// <summary>As many as may wait are waiting.</summary>
    QueueFull,

    /// <summary>No place became free before the deadline.</summary>
    Late,

    /// <summary>The service lost its route.</summary>
    Unrouted,
}

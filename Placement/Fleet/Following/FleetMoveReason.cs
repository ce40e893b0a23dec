namespace Headroom.Placement.Fleet.Following;

/// <summary>Why a fleet changes or does not.</summary>
public enum FleetMoveReason
{
    /// <summary>It carries what may come, and nothing is cheaper by enough.</summary>
    Keep,

    /// <summary>More is likely to come than it carries.</summary>
    Grow,

    /// <summary>Another fleet carries it for less.</summary>
    Exchange,

    /// <summary>What can be had does not carry it: all of it is taken.</summary>
    NoCapacity,
}

namespace Headroom.Contracts.Power;

/// <summary>Whether the node's GPUs can be reached. The numbers are on the wire: append only.</summary>
public enum DriverState
{
    Unknown = 0,
    Ready = 1,

    /// <summary>The library of the driver is not on the node.</summary>
    NoLibrary = 2,

    /// <summary>The library is there, the kernel's driver is not.</summary>
    NotLoaded = 3,

    /// <summary>The driver is there and finds no GPU.</summary>
    NoGpu = 4,

    /// <summary>The driver answered with an error; it is opened again.</summary>
    Failing = 5,
}

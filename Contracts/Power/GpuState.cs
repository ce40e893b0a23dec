namespace Headroom.Contracts.Power;

/// <summary>The numbers are on the wire: append only.</summary>
public enum GpuState
{
    Unknown = 0,
    Ready = 1,

    /// <summary>It was there and no longer answers: fallen off the bus, or its driver is gone.</summary>
    Lost = 2,
}

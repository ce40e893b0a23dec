namespace Headroom.Contracts.Power;

/// <summary>How far a GPU's safe limit can be relied on. The numbers are on the wire: append only.</summary>
public enum SafeLimitState
{
    /// <summary>None was ever given.</summary>
    None = 0,

    /// <summary>On disk, and the driver takes power limits.</summary>
    Confirmed = 1,

    /// <summary>Given, but not on disk or not tried yet.</summary>
    Pending = 2,

    /// <summary>On disk, but the driver refused the last limit or read back a higher one.</summary>
    Refused = 3,

    /// <summary>The disk held a record that cannot be trusted: the card's lowest limit stands in.</summary>
    Lost = 4,

    /// <summary>Below what the card accepts: its lowest limit stands in, and is higher than was asked.</summary>
    BelowMinimum = 5,
}

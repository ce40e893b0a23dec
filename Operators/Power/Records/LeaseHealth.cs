namespace Headroom.Operators.Power.Records;

/// <summary>Whether a node's caps are being renewed.</summary>
public enum LeaseHealth
{
    /// <summary>This replica does not lead: agents report to another.</summary>
    Unknown,

    /// <summary>Its agent reported within the lease's duration.</summary>
    Held,

    /// <summary>It did not: by now its cards are at their safe limits.</summary>
    Expired,

    /// <summary>Its domain only recommends: there is nothing to renew.</summary>
    NotGranted,

    /// <summary>No agent has ever reported for it.</summary>
    NeverReported,
}

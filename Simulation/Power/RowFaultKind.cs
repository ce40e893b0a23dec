namespace Headroom.Simulation.Power;

/// <summary>Faults of telemetry, controller and agents.</summary>
public enum RowFaultKind
{
    /// <summary>Servers report nothing; they still obey.</summary>
    LostTelemetry,

    /// <summary>No decisions: leases run out and every server falls to its safe power limit.</summary>
    SilentController,

    /// <summary>The feed's meter repeats its last reading.</summary>
    StuckMeter,

    /// <summary>Agents die: their servers keep the clock they have.</summary>
    DeadAgents,

    /// <summary>Agents answer, but their servers stay at the highest clock from the start.</summary>
    IgnoringAgents,

    /// <summary>Every server gets a long prompt at the same instant.</summary>
    PrefillBurst,
}

namespace Headroom.ControlPlane.Api.About;

/// <summary>The clock decisions are made on: the wall clock, or a replay's.</summary>
internal interface IDecisionClock
{
    DateTimeOffset Now { get; }

    /// <summary>Seconds of decision time per second of wall time; 1 outside a replay.</summary>
    double Speed { get; }
}

using Headroom.Operators.Decisions;

namespace Headroom.ControlPlane.Api.Decisions;

/// <summary>A decision and the event id the journal gave it.</summary>
internal sealed record RecordedDecision(long Id, ScalingDecision Decision);

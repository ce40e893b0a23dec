using Headroom.ControlPlane.Api.Decisions;

namespace Headroom.ControlPlane.Api.Live;

/// <summary>A decision was recorded. Consumers are idempotent by event id.</summary>
internal sealed record DecisionMade(long EventId, DecisionItem Decision);

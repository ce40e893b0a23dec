namespace Headroom.ControlPlane.Api.Live;

/// <summary>The bus's message: one write's decisions together, so that 1,000/s cost tens of envelopes, not 1,000.</summary>
internal sealed record DecisionsMade(IReadOnlyList<DecisionMade> Decisions);

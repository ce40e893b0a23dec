namespace Headroom.ControlPlane.Api.Decisions;

/// <summary>What one alternative would have cost; a cost that is unknown is null.</summary>
internal sealed record CandidateItem(
    int Replicas,
    float? ExpectedCost,
    float? IdleCost,
    float? ShortfallCost,
    float? ChangeCost,
    float? ViolationProbability);

using Headroom.Operators.Decisions;

namespace Headroom.ControlPlane.Api.Journal;

/// <summary>Keeps the alternatives around the decision, which are those that were close, so that a row stays small.</summary>
internal static class CandidateLimit
{
    public const int Kept = 32;

    public static ScalingDecision Apply(ScalingDecision decision) =>
        decision.Candidates.Count <= Kept
            ? decision
            : decision with
            {
                Candidates =
                [
                    .. decision.Candidates
                        .OrderBy(c => Math.Abs((long)c.Replicas - decision.Desired))
                        .ThenBy(static c => c.Replicas)
                        .Take(Kept)
                        .OrderBy(static c => c.Replicas),
                ],
            };
}

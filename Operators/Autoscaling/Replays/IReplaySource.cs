using Headroom.Operators.Decisions;

namespace Headroom.Operators.Autoscaling.Replays;

/// <summary>What a replay of an autoscaler's own past needs. Reads never block a reconcile.</summary>
public interface IReplaySource
{
    /// <returns>Null where there is no such autoscaler.</returns>
    SpecText? Spec(AutoscalerKey key);

    /// <param name="most">Steps, the newest count.</param>
    /// <returns>Null where this replica has none yet: one that does not lead keeps none.</returns>
    ReplayHistory? History(AutoscalerKey key, int most);

    /// <summary>The terms of a spec with some of its fields changed, by the rules that the operator itself reads specs with.</summary>
    TermsOutcome Read(AutoscalerKey key, SpecText change);
}

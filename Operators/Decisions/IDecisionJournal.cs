namespace Headroom.Operators.Decisions;

/// <summary>Where decisions go to be stored and published. Nothing that scales depends on it.</summary>
public interface IDecisionJournal
{
    /// <summary>
    /// Called when a decision differs from the one before it (desired, reason or applied), and for every decision once
    /// per roll-up interval. Returns at once: a full buffer drops the oldest and counts it; a reconcile never waits.
    /// </summary>
    void Append(ScalingDecision decision);

    /// <summary>One evaluation interval, for the roll-ups. Returns at once.</summary>
    void Observe(in EvaluationSample sample);
}

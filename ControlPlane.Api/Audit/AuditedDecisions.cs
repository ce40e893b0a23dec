using System.Globalization;
using Headroom.ControlPlane.Api.Journal;
using Headroom.Operators.Decisions;

namespace Headroom.ControlPlane.Api.Audit;

/// <summary>Every scale that was written goes on the audit's record as well.</summary>
internal sealed class AuditedDecisions(DecisionJournal journal, AuditTrail trail) : IDecisionJournal
{
    public void Append(ScalingDecision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        journal.Append(decision);
        if (decision.Applied)
        {
            trail.Record(
                AuditTrail.Controllers, "ScaleWritten", "PredictiveAutoscaler", decision.Key.Namespace, decision.Key.Name,
                string.Create(CultureInfo.InvariantCulture, $"{decision.Current} → {decision.Desired} replicas, {decision.Reason}: {decision.Message}"));
        }
    }

    public void Observe(in EvaluationSample sample) => journal.Observe(sample);
}

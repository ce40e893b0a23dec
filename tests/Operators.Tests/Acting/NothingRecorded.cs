using Headroom.Operators.Autoscaling.Acting;
using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Autoscaling.Planning;
using Headroom.Operators.Decisions;

namespace Headroom.Operators.Tests.Acting;

/// <summary>A journal and an event recorder that keep nothing.</summary>
internal sealed class NothingRecorded : IDecisionJournal, IDecisionEvents
{
    public void Append(ScalingDecision decision)
    {
    }

    public void Observe(in EvaluationSample sample)
    {
    }

    public void Emit(PredictiveAutoscaler about, PlannedEvent planned)
    {
    }
}

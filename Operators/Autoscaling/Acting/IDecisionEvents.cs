using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Autoscaling.Planning;

namespace Headroom.Operators.Autoscaling.Acting;

/// <summary>Emits events about an autoscaler. Returns at once.</summary>
internal interface IDecisionEvents
{
    void Emit(PredictiveAutoscaler about, PlannedEvent planned);
}

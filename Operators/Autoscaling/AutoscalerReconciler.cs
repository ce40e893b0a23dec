using Headroom.Operators.Autoscaling.Acting;
using Headroom.Operators.Autoscaling.Observing;
using Headroom.Operators.Autoscaling.Planning;
using Headroom.Operators.Decisions;
using Headroom.Operators.Runtime;

namespace Headroom.Operators.Autoscaling;

/// <summary>Observe, decide, act for one PredictiveAutoscaler.</summary>
internal sealed class AutoscalerReconciler(AutoscalerObserver observer, AutoscalerActuator actuator, AutoscalerMetrics metrics)
    : IReconciler<AutoscalerKey>
{
    public async Task<Requeue> ReconcileAsync(AutoscalerKey key, CancellationToken ct)
    {
        var view = await observer.ObserveAsync(key, ct);
        if (view is null)
        {
            metrics.Forget(key);
            return Requeue.OnChange;
        }

        var plan = AutoscalerPlanner.Decide(view);
        await actuator.ApplyAsync(view, plan, ct);
        metrics.Record(key, view, plan);
        return Requeue.After(plan.Next);
    }
}

using Headroom.Kubernetes;
using Headroom.Operators.Runtime;
using Headroom.Operators.Serverless.Planning;

namespace Headroom.Operators.Serverless.Running;

/// <summary>Observe, decide, act for one ServerlessService.</summary>
internal sealed class ServerlessReconciler(ServerlessLearning learning, ServerlessObserver observer, ServerlessActuator actuator) : IReconciler<ObjectKey>
{
    public async Task<Requeue> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        await learning.RestoreAsync(ct);
        if (observer.Observe(key) is not var (view, deployment))
        {
            return Requeue.OnChange;
        }

        var plan = ServerlessPlanner.Decide(view);
        await actuator.ApplyAsync(view, plan, deployment, observer.Memory(view.Object), ct);
        return plan.Next is { } next ? Requeue.After(next) : Requeue.OnChange;
    }
}
